using Workbook.Decoding;

namespace Workbook.Tools.Tests.Wb;

public class DecoderTests
{
    /// <summary>A SYN from 10.0.0.1:1024 to 10.0.0.2:7 with an MSS of 1460, written by hand.</summary>
    private const string Syn =
        "45 00 00 2c 00 00 40 00 40 06 26 ca 0a 00 00 01 0a 00 00 02" +
        "04 00 00 07 00 00 00 01 00 00 00 00 60 02 ff ff 00 00 00 00" +
        "02 04 05 b4";

    [Fact]
    public void Fields_have_places_names_and_values()
    {
        var parts = Decoder.Decode(Hex.Parse(Syn), PcapReader.RawIP);
        parts.Select(part => part.Name).ShouldBe(["IPv4", "TCP"]);
        Find(parts, "header checksum").ShouldBe(new Field(10, 2, "header checksum", "0x26ca right"));
        Find(parts, "destination port").ShouldBe(new Field(22, 2, "destination port", "7"));
        Find(parts, "flags").Value.ShouldBe("SYN");
        Find(parts, "  MSS").ShouldBe(new Field(42, 2, "  MSS", "1460"));
    }

    [Fact]
    public void A_wrong_checksum_is_told() => Find(Decoder.Decode(Hex.Parse(Syn), PcapReader.RawIP), "checksum").Value.ShouldBe("0x0000 WRONG");

    [Fact]
    public void Whatever_the_bytes_are_it_comes_back()
    {
        var random = TestSeed.Random();
        byte[] whole = Hex.Parse("020000000002 020000000001 0800" + Syn);
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = whole[..random.Next(whole.Length + 1)];
            if (bytes.Length > 0)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            foreach (Field field in Decoder.Decode(bytes, i % 2 == 0 ? PcapReader.Ethernet : PcapReader.RawIP).SelectMany(part => part.Fields))
                (field.Offset + field.Length).ShouldBeLessThanOrEqualTo(bytes.Length);
        }
    }

    [Fact]
    public void A_capture_that_is_cut_off_says_so()
    {
        byte[] file = [.. Hex.Parse("d4c3b2a1 0200 0400 00000000 00000000 ffff0000 65000000"), .. Hex.Parse("01000000 00000000 2c000000 2c000000"), .. Hex.Parse(Syn)];
        var reader = new PcapReader(file);
        reader.LinkType.ShouldBe(PcapReader.RawIP);
        reader.Read().Single().Bytes.ShouldBe(Hex.Parse(Syn));
        Should.Throw<InvalidDataException>(() => new PcapReader(file[..^1]).Read().ToList()).Message.ShouldContain("packet 1 is cut off");
        Should.Throw<InvalidDataException>(() => new PcapReader(file[..10]));
    }

    private static Field Find(IEnumerable<Part> parts, string name) => parts.SelectMany(part => part.Fields).First(field => field.Name == name);
}
