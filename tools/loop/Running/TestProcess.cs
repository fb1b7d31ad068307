using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Workbook.TestChild;

namespace Workbook.Loop;

/// <summary>A process that runs tests, and that may do whatever it likes without harm: loop, overflow, devour memory.</summary>
public sealed class TestProcess : IDisposable
{
    /// <summary>Deeper recursion than this fills the report, and nobody's stack is as deep by intent.</summary>
    private const int MostErrorText = 64 * 1024;

    /// <summary>For the reference's tests, which nobody doubts, on a machine that may be busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly TestLimits _limits;
    private readonly string _tests;
    private readonly StringBuilder _errors = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private bool _isWarmingUp, _hasEnded;

    private TestProcess(Process process, string tests, TestLimits limits)
    {
        _process = process;
        _tests = tests;
        _limits = limits;
        process.OutputDataReceived += (_, line) => Receive(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>It has not ended, and nothing says that it is worse for the runs before.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>How many runs it has seen.</summary>
    internal int Uses { get; set; }

    /// <summary>Starts a process that will run tests of an assembly.</summary>
    /// <param name="captures">Where tests leave the packets that they saw.</param>
    public static TestProcess Start(string tests, string captures, TestLimits limits)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", tests])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(tests),
        };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(TestOrder).Assembly.Location;
        start.Environment["DOTNET_GCHeapHardLimit"] = limits.Memory.ToString("x");
        // What is run once is better not instrumented first.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["WORKBOOK_CAPTURES"] = captures;
        start.Environment["NO_COLOR"] = "1";
        return new TestProcess(Process.Start(start)!, tests, limits);
    }

    /// <summary>Has it run tests with the reference, in silence, so that the next run is quick.</summary>
    public void WarmUp(IReadOnlyList<string> arguments)
    {
        _isWarmingUp = true;
        Send(new TestOrder(_tests, [.. arguments], [], Silent: true));
    }

    /// <summary>Runs tests; comes back whatever happens.</summary>
    /// <param name="seen">Gets each result when it is there.</param>
    public async Task<TestRunResult> RunAsync(
        IReadOnlyList<string> arguments, IEnumerable<CompiledChapter> replaced, Action<TestResult>? seen, CancellationToken token)
    {
        var report = new RunReport();
        Send(new TestOrder(_tests, [.. arguments], replaced.ToDictionary(chapter => chapter.Chapter.Assembly, chapter => chapter.Dll), Silent: false));
        while (await NextAsync(token) is { } line)
        {
            if (line == TestOrder.Done && _isWarmingUp)
                _isWarmingUp = false;
            else if (line == TestOrder.Done)
                return new TestRunResult(report.Results, RunEnd.Completed, null, string.Join("\n", report.Errors));
            else if (line.StartsWith(TestOrder.Mark) && report.Read(line[TestOrder.Mark.Length..]) is { } result)
                seen?.Invoke(result);
        }
        await EndAsync();
        string errors = string.Join("\n", [.. report.Errors, Errors()]);
        return new TestRunResult(report.Results, _hasEnded ? WhyItEnded(errors) : RunEnd.TimedOut, report.Running, errors);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>The next line, or null if none comes in time or ever.</summary>
    private async Task<string?> NextAsync(CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(_isWarmingUp ? Patience : _limits.Silence);
        try
        {
            return await _lines.Reader.ReadAsync(limit.Token);
        }
        catch (ChannelClosedException)
        {
            _hasEnded = true;
            return null;
        }
        catch (OperationCanceledException)
        {
            if (token.IsCancellationRequested)
                Kill();
            token.ThrowIfCancellationRequested();
            return null;
        }
    }

    private async Task EndAsync()
    {
        IsUsable = false;
        if (!_hasEnded)
            Kill();
        // Somebody who inherited its output may keep that open; the end of the process is enough.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
        }
    }

    private static RunEnd WhyItEnded(string errors) =>
        errors.Contains("Stack overflow") ? RunEnd.StackOverflow
        : errors.Contains("Out of memory") || errors.Contains("OutOfMemoryException") ? RunEnd.OutOfMemory
        : RunEnd.Crashed;

    private void Send(TestOrder order)
    {
        try
        {
            _process.StandardInput.WriteLine(JsonSerializer.Serialize(order));
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended already; reading from it tells how.
        }
    }

    private void Receive(string? line)
    {
        if (line is null)
            _lines.Writer.TryComplete();
        else
            _lines.Writer.TryWrite(line);
    }

    private void Note(string? line)
    {
        lock (_errors)
        {
            if (_errors.Length < MostErrorText)
                _errors.AppendLine(line);
        }
    }

    private string Errors()
    {
        lock (_errors)
            return _errors.ToString().Trim();
    }

    private void Kill()
    {
        IsUsable = false;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It was faster.
        }
    }
}
