using Workbook.Pictures;
using Workbook.Pictures.Drawings;
using static Workbook.Tools.Tests.Pictures.PictureSamples;

namespace Workbook.Tools.Tests.Pictures;

/// <summary>Where things stand on a ladder: what happens later stands lower, and no text stands on another.</summary>
public sealed class LadderLayoutTests
{
    [Fact]
    public void Whatever_is_sent_when_arrows_go_down_and_later_ones_leave_lower()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Rung[] rungs = Any(new Random(seed));
            LadderLayout layout = new(rungs, []);
            RungPlace[] places = [.. layout.Rungs];
            for (int i = 0; i < rungs.Length; i++)
            {
                places[i].EndsAt.ShouldBeGreaterThan(places[i].SentAt, $"seed {seed}, rung {i}");
                for (int k = i + 1; k < rungs.Length; k++)
                    if (rungs[k].FromLeft == rungs[i].FromLeft && rungs[k].Sent >= rungs[i].Sent)
                        places[k].SentAt.ShouldBeGreaterThan(places[i].SentAt, $"seed {seed}, rungs {i} and {k}");
            }
            layout.Bottom.ShouldBeLessThan(200 + rungs.Length * 110);
        }
    }

    [Fact]
    public void Texts_at_a_lane_stand_18_apart()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            Rung[] rungs = Any(random);
            (LadderRemark Remark, int Lines)[] remarks = [.. Enumerable.Range(0, 6)
                .Select(_ => (new LadderRemark(Ms(random.Next(5) * 10), random.Next(2) == 0, "x"), random.Next(1, 4))).OrderBy(pair => pair.Item1.At)];
            LadderLayout layout = new(rungs, remarks);
            foreach (bool left in (bool[])[true, false])
            {
                IEnumerable<double> times = layout.Times.Where(time => time.Left == left).Select(time => time.Y);
                IEnumerable<double> lines = remarks.Zip(layout.RemarkTops).Where(pair => pair.First.Remark.AtLeft == left)
                    .SelectMany(pair => Enumerable.Range(0, pair.First.Lines).Select(line => pair.Second + 18 * line));
                double[] all = [.. times.Concat(lines).Order()];
                for (int i = 1; i < all.Length; i++)
                    (all[i] - all[i - 1]).ShouldBeGreaterThanOrEqualTo(12, $"seed {seed}");
            }
        }
    }

    private static Rung[] Any(Random random) => [.. Enumerable.Range(0, random.Next(1, 25)).Select(i =>
    {
        TimeSpan sent = Ms(random.Next(6) * 10);
        return new Rung(sent, random.Next(5) == 0 ? null : sent + Ms(random.Next(3) * 10), random.Next(2) == 0, $"text {i}");
    }).OrderBy(rung => rung.Sent)];
}
