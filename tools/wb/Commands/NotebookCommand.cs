namespace Workbook.Cli.Commands;

/// <summary><c>wb notebook</c>: the notebooks, one for each chapter.</summary>
internal sealed class NotebookCommand : ExampledCommand
{
    public NotebookCommand(Interruption interruption)
        : base("notebook", "Play with a chapter's ideas: run its notebook, check what is stored in it.")
    {
        Subcommands.Add(new NotebookRunCommand(interruption));
        Subcommands.Add(new NotebookCheckCommand(interruption));
        Subcommands.Add(new NotebookInstallCommand());
        Subcommands.Add(new NotebookKernelCommand(interruption));
    }

    public override string Remarks => "Notebooks run with your exercises in the stack: what you wrote is what you watch. notebooks/README.md tells how to open them.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
        [("notebook run 7", "run a chapter's notebook in the terminal"), ("notebook check", "do all notebooks show what they say?"), ("notebook install", "open them in Jupyter")];
}
