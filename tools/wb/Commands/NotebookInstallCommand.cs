using System.CommandLine;
using Workbook.Loop;
using Workbook.Notebooks.Kernel;

namespace Workbook.Cli.Commands;

/// <summary><c>wb notebook install</c>: tells Jupyter of the workbook's kernel, in a folder of the workbook's.</summary>
internal sealed class NotebookInstallCommand : ExampledCommand
{
    private readonly Option<string?> _path = new("--to") { Description = "Where to write it. [default: artifacts/jupyter]", HelpName = "FOLDER" };
    private readonly Option<bool> _solved = new("--solved") { Description = "Notebooks show the reference alone, without your exercises." };

    public NotebookInstallCommand()
        : base("install", "Let Jupyter run the notebooks, with the workbook's own kernel.")
    {
        Options.Add(_path);
        Options.Add(_solved);
        SetAction(parsed => Run(parsed.GetValue(_path), parsed.GetValue(_solved)));
    }

    public override string Remarks =>
        """
        Writes one file, kernels/.net-csharp/kernel.json, into artifacts/jupyter: nothing outside of the workbook, and nothing
        that it has not written itself. Jupyter finds it by the variable JUPYTER_PATH. It names this build of the workbook:
        if artifacts/ is deleted, or the workbook moves, run it once more.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("notebook install", "then: JUPYTER_PATH=$PWD/artifacts/jupyter jupyter lab"),
        ("notebook install --to .venv/share/jupyter", "for the Jupyter of a virtual environment, which then needs no variable"),
    ];

    private static int Run(string? folder, bool solved)
    {
        string root = Course.FindRoot(AppContext.BaseDirectory);
        string jupyterPath = Path.GetFullPath(folder ?? Path.Combine(root, "artifacts", "jupyter"));
        string file = KernelSpec.Install(jupyterPath, [.. Self(), "notebook", "kernel", .. solved ? (string[])["--solved"] : []]);
        Console.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, file)} is written. Now open the notebooks:");
        // The whole workbook, not the folder notebooks: their links lead to the chapters.
        string place = Path.GetRelativePath(Environment.CurrentDirectory, root);
        foreach (string line in Hints(jupyterPath, place == "." ? "" : $" \"{place}\""))
            Console.WriteLine("    " + line);
        Console.WriteLine("They are in the folder notebooks, whose README.md tells more.");
        return 0;
    }

    /// <summary>This program itself, not ./wb: it starts faster, and the process that Jupyter ends is the kernel on every system.</summary>
    private static string[] Self()
    {
        string program = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isHost ? [program, "exec", Path.Combine(AppContext.BaseDirectory, "wb.dll")] : [program];
    }

    private static IEnumerable<string> Hints(string path, string place) => OperatingSystem.IsWindows()
        ? [$"$env:JUPYTER_PATH = \"{path}\"; jupyter lab{place}", $"set \"JUPYTER_PATH={path}\" && jupyter lab{place}"]
        : [$"JUPYTER_PATH='{path}' jupyter lab{place}"];
}
