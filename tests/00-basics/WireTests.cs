namespace Workbook.Basics.Tests;

public class WireTests
{
    [Fact, Exercise("0.2")]
    public void A_reader_takes_the_fields_in_order()
    {
        var reader = new WireReader([1, 0x08, 0x00, 10, 0, 0, 1, 9]);
        reader.Byte().ShouldBe((byte)1);
        reader.UInt16().ShouldBe((ushort)0x0800);
        reader.IPv4().ShouldBe(IPv4Address.Parse("10.0.0.1"));
        reader.Failed.ShouldBeFalse();
        reader.Rest.Length.ShouldBe(1);
    }

    [Fact]
    public void A_read_past_the_end_gives_zero_and_the_failure_sticks()
    {
        var reader = new WireReader([1, 2, 3]);
        reader.UInt32().ShouldBe(0u);
        reader.Failed.ShouldBeTrue();
        reader.Byte().ShouldBe((byte)0);
        reader.Bytes(-1).Length.ShouldBe(0);
        reader.Failed.ShouldBeTrue();
    }

    [Fact]
    public void Writing_past_the_end_is_the_callers_mistake() => Should.Throw<ArgumentException>(() =>
    {
        var writer = new WireWriter(new byte[5]);
        writer.Mac(MacAddress.Broadcast);
    });

    [Fact, Exercise("0.3")]
    public void A_writer_puts_the_fields_in_order()
    {
        byte[] wire = new byte[7];
        var writer = new WireWriter(wire);
        writer.Byte(7);
        writer.UInt16(0x0102);
        writer.IPv4(IPv4Address.Loopback);
        writer.Written.ShouldBe(7);
        wire.ShouldBe([7, 1, 2, 127, 0, 0, 1]);
    }
}
