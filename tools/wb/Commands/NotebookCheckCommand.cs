using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;
using Workbook.Notebooks;

namespace Workbook.Cli.Commands;

/// <summary><c>wb notebook check</c>: does every notebook show what is stored in it?</summary>
internal sealed class NotebookCheckCommand : ExampledCommand
{
    private readonly Argument<string[]> _what = new("NN") { Description = "Notebooks: numbers, names or files. [default: all]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _solved = new("--solved") { Description = "The reference alone, without your exercises." };

    public NotebookCheckCommand(Interruption interruption)
        : base("check", "Run notebooks, and compare what comes with what is stored.")
    {
        Arguments.Add(_what);
        Options.Add(_solved);
        SetAction(async (parsed, _) =>
        {
            int code = await RunAsync(parsed.GetValue(_what)!, parsed.GetValue(_solved), interruption.Token);
            // Not a return: a cell may have left threads behind that keep a process alive.
            Environment.Exit(code);
            return code;
        });
    }

    public override string Remarks =>
        """
        Compares every byte, and looks for what other kernels or other machines would not accept. Exits with 1 if something
        differs. If your exercises behave otherwise than the reference, so do the notebooks: --solved leaves them out.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
        [("notebook check", "all of them"), ("notebook check 7", "one"), ("notebook check --solved", "before a commit")];

    private static async Task<int> RunAsync(string[] what, bool solved, CancellationToken token)
    {
        string root = Course.FindRoot(AppContext.BaseDirectory);
        var paths = what.Length == 0 ? NotebookFiles.All(root) : [.. what.Select(name => NotebookFiles.Find(root, name))];
        var check = new NotebookCheck(new NotebookRunner(root));
        if (!NotebookMix.Prepare(root, solved, token))
            return 1;
        int failed = 0;
        foreach (string path in paths)
        {
            long began = Stopwatch.GetTimestamp();
            var findings = await FindAsync(check, path, token);
            Write(Path.GetFileNameWithoutExtension(path), findings, Stopwatch.GetElapsedTime(began));
            failed += findings.Count > 0 ? 1 : 0;
        }
        Screen.Out.Write(new Text($"{paths.Count - failed} passed, {failed} failed\n"));
        return failed == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<NotebookFinding>> FindAsync(NotebookCheck check, string path, CancellationToken token)
    {
        try
        {
            return await check.RunAsync(Notebook.Read(path), token);
        }
        catch (InvalidDataException wrong)
        {
            return [new NotebookFinding(wrong.Message, [])];
        }
    }

    private static void Write(string name, IReadOnlyList<NotebookFinding> findings, TimeSpan took)
    {
        Palette.WriteLine(Screen.Out, [findings.Count == 0 ? Marks.Good : Marks.Bad, new($" {name,-20}", Tone.Plain), new($" {took.TotalSeconds:0.0} s", Tone.Faint)]);
        foreach (NotebookFinding finding in findings)
        {
            Screen.Out.Write(new Text($"    {finding.Summary}\n", Palette.StyleOf(Tone.Bad)));
            foreach (string line in finding.Details)
                Screen.Out.Write(new Text($"      {line}\n"));
        }
    }
}
