using Workbook.Pictures;
using static Workbook.Tools.Tests.Pictures.PictureSamples;

namespace Workbook.Tools.Tests.Pictures;

/// <summary>The drawings in letters, whole: by them one also sees that each kind says what it is there to say.</summary>
public sealed class PictureTextTests
{
    [Fact]
    public void A_header_is_drawn_as_RFCs_draw_it()
    {
        new HeaderPicture("ICMP", [8, 0, 0xf7, 0xfd, 0, 1, 0, 1, 0x61], new("Type", 8), new("Code", 8), new("Checksum", 16, "0xf7fd"), new("F", 1), new("Rest", 31))
            .ToText().ShouldBe("""
            ICMP

             0                   1                   2                   3
             0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
            +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
            |     Type      |     Code      |           Checksum            |
            |       8       |       0       |            0xf7fd             |
            +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
            |F|                            Rest                             |
            |0|                            65537                            |
            +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

                0  08 00 f7 fd 00 01 00 01  61
            """);
    }

    [Fact]
    public void A_field_that_goes_on_in_the_next_row_has_no_line_between()
    {
        string[] lines = new HeaderPicture("", [], new("To", 48, ""), new("From", 48, "")).ToText().Split('\n');
        lines[6].ShouldBe("+                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+");
    }

    [Fact]
    public void Fields_without_bytes_are_missing_and_dashed()
    {
        HeaderPicture cut = new("", [1, 2], new HeaderField("here", 16), new HeaderField("gone", 16));
        cut.ToText().ShouldContain("missing");
        cut.ToSvg().ShouldContain("class=\"f-hollow\"");
    }

    [Fact]
    public void A_ladder_is_told_line_by_line()
    {
        new LadderPicture("Lost", "alice", "bob", [new(Ms(0), Ms(10), true, "SYN"), new(Ms(10), Ms(20), false, "SYN, ACK"), new(Ms(20), null, true, "1:1461", Fate: "lost")],
            [new(Ms(1020), true, "the RTO is over")]).ToText().ShouldBe("""
            Lost

                    alice                                                                    bob
                  0 s |--- SYN -------------------------------------------------------------->| 10 ms
                20 ms |<--------------------------------------------------------- SYN, ACK ---| 10 ms
                20 ms |--- 1:1461 (lost) ------------------------------X                      |
               1.02 s | * the RTO is over                                                     |
            """);
    }

    [Fact]
    public void A_table_has_its_numbers_to_the_right_and_no_style()
    {
        TablePicture table = new(["host", "bytes"], ["alice", 5], ["<bob>", 1200]);
        table.ToText().ShouldBe("""
            host   bytes
            -----  -----
            alice      5
            <bob>   1200
            """);
        table.ToHtml().ShouldContain("<td>&lt;bob&gt;</td><td>1200</td>");
        table.ToHtml().ShouldNotContain("style");
    }

    [Fact]
    public void A_window_has_names_above_and_numbers_below()
    {
        string text = new WindowPicture("", new WindowRow("first", [new(0, 1000, "done", Tone.Grey), new(1000, 4000, "in flight")], new WindowMark(1000, "SND.UNA"))).ToText();
        string[] lines = text.Split('\n');
        lines[2].ShouldBe("first");
        lines[3].ShouldContain("v SND.UNA");
        lines[4].ShouldContain("|-done");
        lines[4].ShouldContain("|-in flight");
        lines[3].IndexOf('v').ShouldBe(lines[4].LastIndexOf("|-in", StringComparison.Ordinal));
        lines[5].ShouldContain("1,000");
    }

    [Fact]
    public void A_path_through_states_is_numbered()
    {
        StatesPicture states = new("", [new("A", 0, 0), new("B", 4, 1), new("C", 8, 1)], [new("A", "B", "go"), new("B", "C", "never")], ["A", "B", "A"]);
        states.ToText().Trim().ShouldBe("1. A -> B  go\n  2. B -> A");
        states.ToSvg().ShouldContain(">2</text>");
        states.ToSvg().ShouldContain(">never</text>");
    }

    [Fact]
    public void A_search_says_where_nobody_looked_any_more()
    {
        new LookupPicture("", "whose is it?", new Lookup("exact", "a b", false), new Lookup("any", "a *", true, "a listener"), new Lookup("last", "* *", null))
            .ToText().Trim().ShouldBe("whose is it?\n  1. exact  a b  no\n  2. any    a *  yes   a listener\n  3. last   * *  not asked");
    }

    [Fact]
    public void Lines_and_steps_of_a_chart_reach_from_point_to_point()
    {
        string[] lines = new ChartPicture("", "s", "segments", [new("cwnd", [(0, 10), (10, 10), (10, 5), (20, 5)], SeriesStyle.Steps)], [new(10, "loss")]).ToText().Split('\n');
        lines.ShouldContain(line => line.Contains("10 |***********************"));
        lines.ShouldContain(line => line.EndsWith("***********************", StringComparison.Ordinal) && line.Contains("|   "));
        lines.ShouldContain(line => line.Contains(":  at 10: loss"));
    }
}
