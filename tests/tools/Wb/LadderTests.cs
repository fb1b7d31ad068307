using Workbook.Basics;
using Workbook.Cli.Terminal;
using Workbook.Playground.Traffic;

namespace Workbook.Tools.Tests.Wb;

public class LadderTests
{
    private static readonly FrameText Text = new(["SYN  seq 0", "mss 1460", "win 65535"], Tone.Opening, CarriesData: false);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_line_has_the_same_width_which_fits(int width)
    {
        var ladder = new Ladder(width, unicode: true);

        Line(ladder.Draw(Rung(true, arrives: true))).Length.ShouldBe(width - 1);
        Line(ladder.Draw(Rung(false, arrives: true))).Length.ShouldBe(width - 1);
        Line(ladder.Draw(Rung(false, arrives: true) with { Fate = "twice: TcpUnacceptable" })).Length.ShouldBe(width - 1);
        ladder.Header("client", "server").ShouldAllBe(line => Line(line).Length < width);
    }

    [Fact]
    public void An_arrow_points_to_the_receiver()
    {
        var ladder = new Ladder(80, unicode: true);

        Line(ladder.Draw(Rung(true, arrives: true))).ShouldBe("  1   0.0100 │ SYN  seq 0  mss 1460  win 65535 ─────────────────────►│   0.0200");
        Line(ladder.Draw(Rung(false, arrives: true))).ShouldBe("  1   0.0200 │◄───────────────────── SYN  seq 0  mss 1460  win 65535 │   0.0100");
    }

    [Fact]
    public void What_is_lost_does_not_arrive()
    {
        string line = Line(new Ladder(80, unicode: false).Draw(Rung(true, arrives: false) with { Fate = "lost" }));

        line.ShouldBe("  1   0.0100 | SYN  seq 0  mss 1460  win 65535 ------- x lost        |");
    }

    [Fact]
    public void What_has_no_room_is_left_out_from_the_end() =>
        Line(new Ladder(60, unicode: true).Draw(Rung(true, arrives: true))).ShouldBe("  1   0.0100 │ SYN  seq 0  mss 1460 ────────────►│   0.0200");

    [Theory]
    [InlineData(30, "PSH  \"Hello, network!\"")]
    [InlineData(20, "PSH  \"Hello, net...\"")]
    [InlineData(13, "PSH")]
    public void A_preview_is_shortened_before_it_is_left_out(int width, string text) =>
        new FrameText(["PSH", "\"Hello, network!\""], Tone.Data, true).Fit(width).ShouldBe(text);

    private static Rung Rung(bool fromLeft, bool arrives) =>
        new(1, fromLeft, Instant.FromSeconds(0.01), arrives ? Instant.FromSeconds(0.02) : null, Text, null);

    private static string Line(IReadOnlyList<Piece> pieces) => string.Concat(pieces.Select(piece => piece.Text));
}
