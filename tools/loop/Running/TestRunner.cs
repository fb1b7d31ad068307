namespace Workbook.Loop;

/// <summary>Which tests of a chapter to run.</summary>
/// <param name="Exercises">Ids; empty: all tests.</param>
/// <param name="Method">Only this one, or null.</param>
public sealed record TestFilter(IReadOnlyList<string> Exercises, string? Method = null)
{
    public static TestFilter All { get; } = new([]);

    /// <summary>As xunit's runner wants it.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "-automated", "-noColor", "-parallelMode", "none",
        .. Exercises.SelectMany(id => new[] { "-trait", $"Exercise={id}" }),
        .. Method is null ? Array.Empty<string>() : ["-method", $"*.{Method}"],
    ];
}

/// <summary>Runs tests of chapters in processes of their own, one of them started ahead where that saves time.</summary>
public sealed class TestRunner(string root, TestLimits limits) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TestProcess> _prepared = [];

    /// <summary>How often one process may be used; for a learner's code once, so that nothing is left over from the last run.</summary>
    public int UsesOfProcess { get; init; } = 1;

    public static string TestsOf(string root, Chapter chapter) => Path.Combine(
        root, "artifacts", "solved-all", "bin", chapter.TestAssembly, "debug", chapter.TestAssembly + ".dll");

    private string Captures => Path.Combine(root, "artifacts", "captures");

    /// <summary>Starts a process now that will soon be wanted.</summary>
    public void Prepare(Chapter chapter, TestFilter filter)
    {
        lock (_gate)
        {
            if (_prepared.TryGetValue(chapter.Name, out TestProcess? ready) && ready.IsUsable)
                return;
            ready = TestProcess.Start(TestsOf(root, chapter), Captures, limits);
            ready.WarmUp(filter.Arguments);
            _prepared[chapter.Name] = ready;
        }
    }

    /// <summary>Runs tests with some assemblies replaced.</summary>
    public async Task<TestRunResult> RunAsync(
        Chapter chapter, TestFilter filter, IEnumerable<CompiledChapter> replaced, Action<TestResult>? seen, CancellationToken token)
    {
        TestProcess process = Take(chapter);
        try
        {
            return await process.RunAsync(filter.Arguments, replaced, seen, token);
        }
        finally
        {
            Return(chapter, process);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (TestProcess process in _prepared.Values)
                process.Dispose();
            _prepared.Clear();
        }
    }

    private TestProcess Take(Chapter chapter)
    {
        lock (_gate)
        {
            if (_prepared.Remove(chapter.Name, out TestProcess? ready) && ready.IsUsable)
                return ready;
            ready?.Dispose();
        }
        return TestProcess.Start(TestsOf(root, chapter), Captures, limits);
    }

    private void Return(Chapter chapter, TestProcess process)
    {
        process.Uses++;
        lock (_gate)
        {
            if (process.IsUsable && process.Uses < UsesOfProcess && _prepared.TryAdd(chapter.Name, process))
                return;
        }
        process.Dispose();
    }
}
