using Workbook.Host.Verification;

namespace Workbook.Host.Tests;

public class JudgeTests
{
    [Fact]
    [Exercise("9.6")]
    public void The_judge_of_orders_accepts_the_right_one() => Judges.AcceptsOrder(Suspects.RightOrder).ShouldBeTrue();

    [Fact]
    [Exercise("9.6")]
    public void The_judge_of_orders_finds_the_one_that_cannot_wrap() => Judges.AcceptsOrder(Suspects.WrongOrder).ShouldBeFalse();

    [Theory]
    [InlineData(1)]
    [InlineData(300_000)]
    [Exercise("9.6")]
    public void The_judge_of_orders_looks_close_to_the_wrap(int reach) =>
        Judges.AcceptsOrder((a, b) => a < b != (Math.Min(a, b) < reach && Math.Max(a, b) > uint.MaxValue - reach)).ShouldBeFalse();

    [Fact]
    [Exercise("9.7")]
    public void The_judge_of_echoes_accepts_the_right_one() => Judge(Suspects.RightEchoAsync).ShouldBeTrue();

    [Fact]
    [Exercise("9.7")]
    public void The_judge_of_echoes_accepts_the_one_of_this_chapter() => Judge(EchoServer.ServeAsync).ShouldBeTrue();

    [Fact]
    [Exercise("9.7")]
    public void The_judge_of_echoes_finds_the_one_that_loses_the_end() => Judge(Suspects.WrongEchoAsync).ShouldBeFalse();

    [Fact]
    [Exercise("9.8")]
    public void The_judge_of_caches_accepts_the_right_one() => Judges.AcceptsCache(Suspects.RightCache).ShouldBeTrue();

    [Fact]
    [Exercise("9.8")]
    public void The_judge_of_caches_finds_first_in_first_out() => Judges.AcceptsCache(Suspects.WrongCache).ShouldBeFalse();

    private static bool Judge(Func<TcpStream, Task> serve)
    {
        using var pair = new Pair();
        return pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task<bool> judging = Judges.AcceptsEchoAsync(client);
            if (judging.IsFaulted)
                return await judging;
            Task serving = serve(server);
            bool accepted = await judging;
            await serving;
            return accepted;
        });
    }
}
