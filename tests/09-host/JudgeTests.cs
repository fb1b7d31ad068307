using Workbook.Host.Verification;

namespace Workbook.Host.Tests;

/// <summary>Judges the judges. Which suspect is the matter, and what is wrong with it, stands in its name.</summary>
public class JudgeTests
{
    public static TheoryData<string> RightOrders => Names(Suspects.RightOrders);
    public static TheoryData<string> OrdersThatCannotWrap => Names(Suspects.OrdersThatCannotWrap);
    public static TheoryData<string> OrdersThatWrapCloseToZeroOnly => Names(Suspects.OrdersThatWrapCloseToZeroOnly);
    public static TheoryData<string> OrdersThatSayYesTooOften => Names(Suspects.OrdersThatSayYesTooOften);
    public static TheoryData<string> OrdersThatSayNoTooOften => Names(Suspects.OrdersThatSayNoTooOften);
    public static TheoryData<string> OrdersThatAreReversed => Names(Suspects.OrdersThatAreReversed);
    public static TheoryData<string> RightEchoes => Names(Suspects.RightEchoes);
    public static TheoryData<string> EchoesThatLoseTheEnd => Names(Suspects.EchoesThatLoseTheEnd);
    public static TheoryData<string> EchoesThatSendTooMuchOrTooLittle => Names(Suspects.EchoesThatSendTooMuchOrTooLittle);
    public static TheoryData<string> EchoesThatSendSomethingElse => Names(Suspects.EchoesThatSendSomethingElse);
    public static TheoryData<string> RightCaches => Names(Suspects.RightCaches);
    public static TheoryData<string> CachesThatAreQueues => Names(Suspects.CachesThatAreQueues);
    public static TheoryData<string> CachesThatForgetTheWrongOne => Names(Suspects.CachesThatForgetTheWrongOne);
    public static TheoryData<string> CachesThatForgetTooMuchOrTooLittle => Names(Suspects.CachesThatForgetTooMuchOrTooLittle);
    public static TheoryData<string> CachesWithWrongValues => Names(Suspects.CachesWithWrongValues);

    [Theory, Exercise("9.6"), MemberData(nameof(RightOrders))]
    public void The_judge_of_orders_accepts_every_right_one(string how) => Accepts(how, Judges.AcceptsOrder(Named(Suspects.RightOrders, how)));

    [Theory, Exercise("9.6"), MemberData(nameof(OrdersThatCannotWrap))]
    public void The_judge_of_orders_finds_those_that_cannot_wrap(string wrong) => Finds(wrong, Judges.AcceptsOrder(Named(Suspects.OrdersThatCannotWrap, wrong)));

    [Theory, Exercise("9.6"), MemberData(nameof(OrdersThatWrapCloseToZeroOnly))]
    public void The_judge_of_orders_looks_far_from_zero_as_well(string wrong) => Finds(wrong, Judges.AcceptsOrder(Named(Suspects.OrdersThatWrapCloseToZeroOnly, wrong)));

    [Theory, Exercise("9.6"), MemberData(nameof(OrdersThatSayYesTooOften))]
    public void The_judge_of_orders_finds_those_that_say_yes_too_often(string wrong) => Finds(wrong, Judges.AcceptsOrder(Named(Suspects.OrdersThatSayYesTooOften, wrong)));

    [Theory, Exercise("9.6"), MemberData(nameof(OrdersThatSayNoTooOften))]
    public void The_judge_of_orders_finds_those_that_say_no_too_often(string wrong) => Finds(wrong, Judges.AcceptsOrder(Named(Suspects.OrdersThatSayNoTooOften, wrong)));

    [Theory, Exercise("9.6"), MemberData(nameof(OrdersThatAreReversed))]
    public void The_judge_of_orders_finds_the_one_that_is_reversed(string wrong) => Finds(wrong, Judges.AcceptsOrder(Named(Suspects.OrdersThatAreReversed, wrong)));

    [Theory, Exercise("9.7"), MemberData(nameof(RightEchoes))]
    public void The_judge_of_echoes_accepts_every_right_one(string how) => Accepts(how, Judge(Named(Suspects.RightEchoes, how)));

    [Theory, Exercise("9.7"), MemberData(nameof(EchoesThatLoseTheEnd))]
    public void The_judge_of_echoes_finds_the_one_that_loses_the_end(string wrong) => Finds(wrong, Judge(Named(Suspects.EchoesThatLoseTheEnd, wrong)));

    [Theory, Exercise("9.7"), MemberData(nameof(EchoesThatSendTooMuchOrTooLittle))]
    public void The_judge_of_echoes_counts(string wrong) => Finds(wrong, Judge(Named(Suspects.EchoesThatSendTooMuchOrTooLittle, wrong)));

    [Theory, Exercise("9.7"), MemberData(nameof(EchoesThatSendSomethingElse))]
    public void The_judge_of_echoes_compares(string wrong) => Finds(wrong, Judge(Named(Suspects.EchoesThatSendSomethingElse, wrong)));

    [Theory, Exercise("9.8"), MemberData(nameof(RightCaches))]
    public void The_judge_of_caches_accepts_every_right_one(string how) => Accepts(how, Judges.AcceptsCache(Named(Suspects.RightCaches, how)));

    [Theory, Exercise("9.8"), MemberData(nameof(CachesThatAreQueues))]
    public void The_judge_of_caches_finds_queues(string wrong) => Finds(wrong, Judges.AcceptsCache(Named(Suspects.CachesThatAreQueues, wrong)));

    [Theory, Exercise("9.8"), MemberData(nameof(CachesThatForgetTheWrongOne))]
    public void The_judge_of_caches_finds_those_that_forget_the_wrong_one(string wrong) => Finds(wrong, Judges.AcceptsCache(Named(Suspects.CachesThatForgetTheWrongOne, wrong)));

    [Theory, Exercise("9.8"), MemberData(nameof(CachesThatForgetTooMuchOrTooLittle))]
    public void The_judge_of_caches_counts_what_stays(string wrong) => Finds(wrong, Judges.AcceptsCache(Named(Suspects.CachesThatForgetTooMuchOrTooLittle, wrong)));

    [Theory, Exercise("9.8"), MemberData(nameof(CachesWithWrongValues))]
    public void The_judge_of_caches_looks_at_values(string wrong) => Finds(wrong, Judges.AcceptsCache(Named(Suspects.CachesWithWrongValues, wrong)));

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
            // A judge with a verdict may go without having heard everything.
            bool accepted = await judging;
            client.Abort();
            await serving.ContinueWith(static _ => { }, TaskContinuationOptions.ExecuteSynchronously);
            return accepted;
        });
    }

    private static void Accepts(string how, bool accepted)
    {
        accepted.ShouldBeTrue($"your judge refused a right one; how it works: {how}");
    }

    private static void Finds(string wrong, bool accepted)
    {
        accepted.ShouldBeFalse($"your judge let a wrong one go free; its mistake: {wrong}");
    }

    private static T Named<T>(IEnumerable<Suspect<T>> suspects, string name) => suspects.Single(suspect => suspect.Name == name).Does;

    private static TheoryData<string> Names<T>(IEnumerable<Suspect<T>> suspects) => [.. suspects.Select(suspect => suspect.Name)];
}
