using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Workbook.Interop.Tests;

/// <summary>A program of the system that runs in the namespace: ping, nc, socat and the like.</summary>
internal sealed class Command : IDisposable
{
    private readonly Process _process;
    private readonly MemoryStream _output = new();
    private readonly Task<string> _errors;
    private readonly Task _copying;

    private Command(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _copying = process.StandardOutput.BaseStream.CopyToAsync(_output);
    }

    /// <summary>What it has written to standard output; complete when <see cref="EndAsync"/> is.</summary>
    public byte[] Output => _output.ToArray();

    public string OutputText => Encoding.UTF8.GetString(Output);

    /// <summary>Starts it, or skips the test if there is no such program.</summary>
    public static Command Start(NetworkNamespace network, string file, params string[] arguments)
    {
        var info = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return new Command(network.Inside(() => Process.Start(info)!));
        }
        catch (Win32Exception)
        {
            Assert.Skip($"not run: the program '{file}' is not installed");
            throw;
        }
    }

    /// <summary>Starts it, gives it its input, and waits for its end.</summary>
    public static async Task<Command> RunAsync(NetworkNamespace network, byte[] input, string file, params string[] arguments)
    {
        using Command command = Start(network, file, arguments);
        await command.WriteAsync(input);
        await command.EndAsync();
        return command;
    }

    /// <summary>Writes all of its standard input.</summary>
    public async Task WriteAsync(byte[] input)
    {
        await _process.StandardInput.BaseStream.WriteAsync(input);
        _process.StandardInput.Close();
    }

    public async Task EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30));
        await _copying;
        ExitCode = _process.ExitCode;
        Errors = await _errors;
    }

    public int ExitCode { get; private set; } = -1;

    public string Errors { get; private set; } = "";

    /// <summary>Fails with everything it said unless it ended well.</summary>
    public Command ShouldSucceed()
    {
        ExitCode.ShouldBe(0, ToString());
        return this;
    }

    public override string ToString() =>
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} ended with {ExitCode}:\n{(Output.Length > 4000 ? $"({Output.Length} bytes)" : OutputText)}\n{Errors}";

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }
}
