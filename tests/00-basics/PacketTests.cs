namespace Workbook.Basics.Tests;

public class PacketTests
{
    [Fact]
    public void Headers_go_in_front_of_the_payload_without_moving_it()
    {
        Packet packet = new PacketPool().Rent(100);
        packet.Append(3).Fill(7);
        packet.Prepend(2).Fill(1);
        packet.Span.ToArray().ShouldBe([1, 1, 7, 7, 7]);
        packet.TrimStart(2);
        packet.TrimEnd(1);
        packet.Span.ToArray().ShouldBe([7, 7]);
    }

    [Fact]
    public void A_released_packet_comes_back_empty()
    {
        var pool = new PacketPool();
        Packet packet = pool.Rent(100);
        packet.Append(50);
        packet.Offload = new PacketOffload(20, 16, 1460);
        packet.Release();
        Packet again = pool.Rent(2048);
        again.ShouldBeSameAs(packet);
        again.Length.ShouldBe(0);
        again.Offload.ShouldBe(default);
        pool.Outstanding.ShouldBe(1);
    }

    [Fact]
    public void Releasing_twice_is_reported_at_once()
    {
        Packet packet = new PacketPool().Rent(1);
        packet.Release();
        Should.Throw<InvalidOperationException>(packet.Release);
    }

    [Fact]
    public void The_headroom_and_the_room_behind_have_an_end()
    {
        Packet packet = new PacketPool().Rent(2048);
        Should.Throw<ArgumentOutOfRangeException>(() => packet.Prepend(Packet.Headroom + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => packet.Append(2049));
        new PacketPool().Rent(65_536).Append(65_536).Length.ShouldBe(65_536);
    }

    [Theory]
    [InlineData(1, 1024)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 2048)]
    [InlineData(4 << 20, 4 << 20)]
    public void A_buffer_is_the_smallest_power_of_two_that_holds_it(int wanted, int length)
    {
        var pool = new BufferPool();
        byte[] buffer = pool.Rent(wanted);
        buffer.Length.ShouldBe(length);
        pool.OutstandingBytes.ShouldBe(length);
        pool.Return(buffer);
        pool.OutstandingBytes.ShouldBe(0);
        pool.Rent(wanted).ShouldBeSameAs(buffer);
    }
}
