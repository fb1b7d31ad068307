namespace Workbook.Host.Tests;

/// <summary>Awaits what must fail, on the loop: unlike Should.ThrowAsync it takes no way round by the thread pool.</summary>
internal static class Fails
{
    public static async Task<T> WithAsync<T>(Task task)
        where T : Exception
    {
        try
        {
            await task;
        }
        catch (T expected)
        {
            return expected;
        }
        throw new ShouldAssertException($"{typeof(T).Name} was expected, but nothing was thrown");
    }

    /// <summary>Runs on the loop of a pair what must fail.</summary>
    public static T With<T>(Pair pair, Func<Task> application)
        where T : Exception => pair.Loop.Run(() => WithAsync<T>(application()));
}
