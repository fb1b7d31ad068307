using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Workbook.Notebooks.Tests;

/// <summary>A program that a test has started, and that does not outlive the test, nor do those that it has started itself.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Task _reading;

    // Replaced at each line, for whoever waits for one.
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Child(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>What it has written so far, to standard output and error.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public static Child Start(IReadOnlyDictionary<string, string> environment, string folder, string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new Child(process);
    }

    /// <summary>Waits for words of its, and returns what the pattern finds.</summary>
    public async Task<Match> WaitForAsync(Regex pattern, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        while (true)
        {
            Task more = Volatile.Read(ref _more).Task;
            if (pattern.Match(Said) is { Success: true } match)
                return match;
            if (_reading.IsCompleted)
                Assert.Fail($"{this} ended before it said {pattern}:\n{Said}");
            await Task.WhenAny(more, _reading, Task.Delay(Timeout.Infinite, patience.Token));
            if (patience.IsCancellationRequested)
                Assert.Fail($"{this} did not say {pattern} within {limit.TotalSeconds} s:\n{Said}");
        }
    }

    /// <summary>Waits until it ends well.</summary>
    public async Task ShouldSucceedAsync(TimeSpan limit)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            await _reading.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{this} did not end within {limit.TotalSeconds} s:\n{Said}");
        }
        _process.ExitCode.ShouldBe(0, $"{this}:\n{Said}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public override string ToString() => Path.GetFileName(_process.StartInfo.FileName);

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_said)
                _said.AppendLine(line);
            Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }
}
