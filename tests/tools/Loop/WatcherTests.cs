using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

public sealed class WatcherTests : IDisposable
{
    private readonly MiniCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_save_is_noticed_with_events_and_without(bool poll)
    {
        using var watcher = new ChapterWatcher(_course.Root, poll, TimeSpan.FromMilliseconds(50));
        Task change = watcher.WaitAsync(TestContext.Current.CancellationToken);
        change.IsCompleted.ShouldBeFalse();
        _course.Solve("1.1", "return b + a;");
        await change.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_that_comes_or_goes_is_noticed()
    {
        using var watcher = new ChapterWatcher(_course.Root, true, TimeSpan.FromMilliseconds(50));
        Task change = watcher.WaitAsync(TestContext.Current.CancellationToken);
        File.Delete(_course.Path);
        await change.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }
}
