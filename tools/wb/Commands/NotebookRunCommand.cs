using System.CommandLine;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;
using Workbook.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary><c>wb notebook run</c>: a notebook's cells in order, in the terminal.</summary>
internal sealed class NotebookRunCommand : ExampledCommand
{
    private readonly Argument<string> _what = new("NN") { Description = "A chapter's number (7), a notebook's name (07-tcp-transfer) or a file (.ipynb)." };
    private readonly Option<bool> _write = new("--write") { Description = "Store the outputs in the file, and complete its metadata." };
    private readonly Option<bool> _solved = new("--solved") { Description = "The reference alone, without your exercises." };

    public NotebookRunCommand(Interruption interruption)
        : base("run", "Run a notebook's cells in order.")
    {
        Arguments.Add(_what);
        Options.Add(_write);
        Options.Add(_solved);
        SetAction(async (parsed, _) =>
        {
            int code = await RunAsync(parsed.GetValue(_what)!, parsed.GetValue(_write), parsed.GetValue(_solved), interruption.Token);
            // Not a return: a cell may have left threads behind that keep a process alive.
            Environment.Exit(code);
            return code;
        });
    }

    public override string Remarks =>
        """
        Ends at the first cell that fails, and then exits with 1 and leaves the file as it was; cells tagged raises-exception
        must fail. A cell has 30 seconds.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("notebook run 7", "watch your own TCP"),
        ("notebook run 7 --solved", "watch the reference"),
        ("notebook run notebooks/07-tcp-transfer.ipynb --solved --write", "for authors: store what it shows"),
    ];

    private static async Task<int> RunAsync(string what, bool write, bool solved, CancellationToken token)
    {
        string root = Course.FindRoot(AppContext.BaseDirectory);
        Notebook notebook = Notebook.Read(NotebookFiles.Find(root, what));
        var runner = new NotebookRunner(root);
        if (!NotebookMix.Prepare(root, solved, token))
            return 1;
        var picture = new NotebookPicture(Screen.Out, notebook);
        var runs = await runner.RunAsync(notebook, token, picture.Begin, picture.End);
        if (runs.LastOrDefault()?.Problem is { } problem)
        {
            Screen.Complain($"{notebook.Name}: {problem}");
            return 1;
        }
        picture.Finish();
        if (write)
            Store(notebook, runs);
        return 0;
    }

    private static void Store(Notebook notebook, IReadOnlyList<CellRun> runs)
    {
        foreach (CellRun run in runs)
            run.Cell.Store(run.Outputs);
        notebook.Complete();
        notebook.Save();
        Screen.Tell($"wrote {notebook.Path}");
    }
}
