using System.Buffers.Binary;

namespace Workbook.Basics.Tests;

public class BigEndianTests
{
    [Fact, Exercise("0.2")]
    public void The_first_byte_is_the_high_one_when_reading() =>
        BigEndian.ReadUInt16([0x08, 0x06]).ShouldBe((ushort)0x0806);

    [Fact, Exercise("0.2")]
    public void A_high_bit_in_either_byte_survives_reading() =>
        BigEndian.ReadUInt16([0xFE, 0x81]).ShouldBe((ushort)0xFE81);

    [Fact, Exercise("0.2")]
    public void Both_bytes_are_read() => BigEndian.ReadUInt16([0x11, 0x11]).ShouldBe((ushort)0x1111);

    [Fact, Exercise("0.2")]
    public void What_stands_behind_the_number_is_not_read() => BigEndian.ReadUInt16([0x12, 0x34, 0x56, 0x78]).ShouldBe((ushort)0x1234);

    [Fact, Exercise("0.2")]
    public void Four_bytes_are_two_numbers_of_two() =>
        BigEndian.ReadUInt32([0x0A, 0x00, 0x00, 0xFE]).ShouldBe(0x0A0000FEu);

    [Fact, Exercise("0.3")]
    public void The_high_byte_is_written_first()
    {
        byte[] wire = new byte[2];
        BigEndian.WriteUInt16(wire, 0x86DD);
        wire.ShouldBe([0x86, 0xDD]);
    }

    [Fact, Exercise("0.3")]
    public void Both_bytes_are_written()
    {
        byte[] wire = new byte[2];
        BigEndian.WriteUInt16(wire, 0x5555);
        wire.ShouldBe([0x55, 0x55]);
    }

    [Fact, Exercise("0.3")]
    public void A_byte_is_two_hexadecimal_digits()
    {
        byte[] wire = new byte[2];
        BigEndian.WriteUInt16(wire, 0x1212);
        wire.ShouldBe([0x12, 0x12]);
    }

    [Fact, Exercise("0.3")]
    public void What_stands_behind_the_number_is_left_alone()
    {
        byte[] wire = [9, 9, 9, 9];
        BigEndian.WriteUInt16(wire, 0x1234);
        wire.ShouldBe([0x12, 0x34, 9, 9]);
    }

    [Fact, Exercise("0.3")]
    public void Any_number_is_written_as_the_runtime_writes_it() => Gen.UInt.Sample(value =>
    {
        Span<byte> mine = stackalloc byte[4], theirs = stackalloc byte[4];
        BigEndian.WriteUInt32(mine, value);
        BinaryPrimitives.WriteUInt32BigEndian(theirs, value);
        return mine.SequenceEqual(theirs);
    });
}
