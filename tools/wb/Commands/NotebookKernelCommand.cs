using System.CommandLine;
using Workbook.Cli.Learning;
using Workbook.Loop;
using Workbook.Notebooks;
using Workbook.Notebooks.Kernel;

namespace Workbook.Cli.Commands;

/// <summary><c>wb notebook kernel</c>: what Jupyter starts, with what <c>wb notebook install</c> has told it.</summary>
internal sealed class NotebookKernelCommand : Command
{
    private readonly Argument<string> _connection = new("CONNECTION_FILE") { Description = "Where Jupyter waits for it." };
    private readonly Option<bool> _solved = new("--solved") { Description = "The reference alone." };
    private readonly Option<bool> _asItIs = new("--as-it-is") { Description = "Leave artifacts/notebooks as it is." };

    public NotebookKernelCommand(Interruption interruption)
        : base("kernel", "Run cells for Jupyter, which starts this itself.")
    {
        Hidden = true;
        Arguments.Add(_connection);
        Options.Add(_solved);
        Options.Add(_asItIs);
        SetAction((parsed, _) => RunAsync(parsed, interruption));
    }

    private async Task<int> RunAsync(ParseResult parsed, Interruption interruption)
    {
        // The keyboard's interrupt is for the cell.
        interruption.IgnoresKeyboard = true;
        await KernelProcess.RunAsync(parsed.GetValue(_connection)!, end => OpenAsync(parsed, end), interruption.Token);
        // Not a return: a cell may have left threads behind that keep a process alive.
        Environment.Exit(0);
        return 0;
    }

    private Task<NotebookSession> OpenAsync(ParseResult parsed, CancellationToken token)
    {
        // Jupyter starts a kernel in the notebook's own folder. The session first: its compiler warms up beside the mix.
        string root = Course.FindRoot(AppContext.BaseDirectory);
        var session = new NotebookSession(new SessionOptions(Environment.CurrentDirectory, root));
        if (!parsed.GetValue(_asItIs) && !NotebookMix.Prepare(root, parsed.GetValue(_solved), token))
            throw new InvalidOperationException("Your part of the stack does not compile: ./wb check tells where. Then restart the kernel.");
        return Task.FromResult(session);
    }
}
