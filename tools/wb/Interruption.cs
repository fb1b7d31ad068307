using System.Runtime.InteropServices;

namespace Workbook.Cli;

/// <summary>Ctrl-C and its relatives: they ask for the end, once politely; whoever was doing something cleans up.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Begins to take such signals, which otherwise just end the program.</summary>
    public void Watch()
    {
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Ctrl-C belongs to somebody else now: to a shell that was started.</summary>
    public bool IgnoresKeyboard { get; set; }

    /// <summary>What shells call the end by that signal; 0 if there was none.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (context.Signal == PosixSignal.SIGINT && IgnoresKeyboard)
        {
            context.Cancel = true;
            return;
        }
        // Whoever asks twice does not want to wait: the system's own handling ends the program.
        context.Cancel = ExitCode == 0;
        ExitCode = context.Signal switch
        {
            PosixSignal.SIGHUP => 129,
            PosixSignal.SIGINT => 130,
            _ => 143,
        };
        _source.Cancel();
    }
}
