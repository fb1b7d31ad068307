using Workbook.Link;

namespace Workbook.Host.Tests;

public class LoopDelayTests
{
    /// <summary>B's link hands its delayed frame to A when B is asked for frames, after A has been asked.</summary>
    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_delayed_frame_is_read_when_it_is_due_whichever_stack_comes_first()
    {
        TimeSpan delay = TimeSpan.FromMilliseconds(10);
        ILink Slow(ILink link) => new FaultyLink(link, new FaultOptions { Delay = delay }, new Random(1));
        using var pair = new Pair(wrapA: Slow, wrapB: Slow);

        pair.Loop.Run(async () => await pair.A.PingAsync(Pair.AddressB)); // resolves the address, too
        PingReply reply = pair.Loop.Run(async () => await pair.A.PingAsync(Pair.AddressB));

        reply.RoundTrip.ShouldBe(2 * delay);
    }
}
