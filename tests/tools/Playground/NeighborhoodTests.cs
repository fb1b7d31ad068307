using Workbook.Playground;

namespace Workbook.Tools.Tests.Playground;

public sealed class NeighborhoodTests
{
    [Fact, Exercise(ExerciseAttribute.Any)]
    public void An_entry_is_seen_to_be_reachable_then_stale_then_gone()
    {
        string text = new Neighborhood().SwitchOn(0, "10.0.0.2").Send(1, "10.0.0.2").WaitUntil(140).Timeline().Description;
        text.ShouldContain("10.0.0.2: 1 to 1.004 INCOMPLETE, 1.004 to 61.004 REACHABLE, 61.004 to 121.004 STALE.");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Who_is_off_is_asked_three_times_and_what_waited_comes_back()
    {
        Neighborhood vain = new Neighborhood().Send(0, "10.0.0.9").Send(0.5, "10.0.0.9").WaitUntil(5);
        vain.Ladder().Rungs.Count.ShouldBe(3);
        vain.Ladder().Remarks.Select(remark => remark.Text).ShouldContain("1 to 2 unreachable");
        vain.Cache().Total.ShouldBe(0);
    }

    [Fact]
    public void Time_runs_forward_only() =>
        Should.Throw<ArgumentException>(() => new Neighborhood().WaitUntil(2).Send(1, "10.0.0.2")).Message.ShouldContain("2 s already");
}
