namespace Workbook.IPv4.Tests;

public class HoleTests
{
    private readonly HoleList _holes = new();

    public HoleTests() => _holes.Begin();

    private IEnumerable<(int, int)> Left => _holes.All.Select(h => (h.First, h.Last)).Order();

    [Fact]
    public void At_first_everything_is_missing() => Left.ShouldBe([(0, Hole.Infinity)]);

    [Fact, Exercise("3.6"), Requirement("RFC815", "3")]
    public void The_first_fragment_leaves_the_rest()
    {
        _holes.Fill(0, 7, more: true);
        Left.ShouldBe([(8, Hole.Infinity)]);
    }

    [Fact, Exercise("3.6")]
    public void A_fragment_in_the_middle_leaves_a_hole_on_either_side()
    {
        _holes.Fill(16, 23, more: true);
        Left.ShouldBe([(0, 15), (24, Hole.Infinity)]);
    }

    [Fact, Exercise("3.6")]
    public void Behind_the_last_fragment_nothing_is_missing()
    {
        _holes.Fill(16, 20, more: false);
        Left.ShouldBe([(0, 15)]);
    }

    [Fact, Exercise("3.6"), Requirement("RFC1122", "I-10")]
    public void When_all_is_there_no_hole_is_left_in_whatever_order_it_came()
    {
        _holes.Fill(16, 20, more: false);
        _holes.Fill(0, 7, more: true);
        Left.ShouldBe([(8, 15)]);
        _holes.Fill(8, 15, more: true);
        Left.ShouldBeEmpty();
    }

    [Fact, Exercise("3.6")]
    public void Only_the_hole_that_is_hit_changes()
    {
        _holes.Fill(8, 15, more: true);
        _holes.Fill(24, 31, more: true);
        _holes.Fill(40, 47, more: false);
        _holes.Fill(16, 23, more: true);
        Left.ShouldBe([(0, 7), (32, 39)]);
    }

    [Fact, Exercise("3.6")]
    public void A_single_last_fragment_at_zero_is_the_whole()
    {
        _holes.Fill(0, 2, more: false);
        Left.ShouldBeEmpty();
    }
}
