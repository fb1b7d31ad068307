using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Workbook.Loop;

namespace Workbook.Notebooks.Tests;

/// <summary>
/// A place for a Jupyter that knows the workbook's kernel and nothing of the user's: settings, runtime files and data are
/// in a temporary folder, which goes when the tests have ended.
/// </summary>
public sealed class JupyterHome : IAsyncLifetime
{
    /// <summary>The variable with the word that opens its server: in an argument everybody on the machine could read it.</summary>
    public const string Token = "JUPYTER_TOKEN";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-jupyter-").FullName;

    public JupyterHome() => Environment = new Dictionary<string, string>
    {
        ["HOME"] = MakeFolder("home"),
        ["XDG_CONFIG_HOME"] = MakeFolder("home"),
        ["XDG_CACHE_HOME"] = MakeFolder("home"),
        ["JUPYTER_PATH"] = MakeFolder("kernels"),
        ["JUPYTER_CONFIG_DIR"] = MakeFolder("config"),
        ["JUPYTER_DATA_DIR"] = MakeFolder("data"),
        ["JUPYTER_RUNTIME_DIR"] = MakeFolder("runtime"),
        ["JUPYTER_NO_CONFIG"] = "1",
        [Token] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        ["IPYTHONDIR"] = MakeFolder("ipython"),
    };

    /// <summary>The workbook's directory.</summary>
    public static string Root { get; } = Course.FindRoot(AppContext.BaseDirectory);

    /// <summary>What the programs of this Jupyter are started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Tells Jupyter of the kernel, as a reader would.</summary>
    public async ValueTask InitializeAsync()
    {
        // The tests themselves say what is missing.
        if (Needs.Missing() is not null)
            return;
        string wb = Path.Combine(AppContext.BaseDirectory, "wb.dll");
        await using Child install = Start("dotnet", "exec", wb, "notebook", "install", "--solved", "--to", Environment["JUPYTER_PATH"]);
        await install.ShouldSucceedAsync(Patience);
    }

    internal Child Start(string program, params IEnumerable<string> arguments) => Child.Start(Environment, _folder, program, arguments);

    public string MakeFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Copies a notebook, without its outputs, to a place where all that it refers to is where it expects it.</summary>
    /// <returns>The copy's path, from <see cref="Shelf"/>.</returns>
    public string Copy(string name, string copy)
    {
        JsonNode notebook = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "notebooks", name + ".ipynb")))!;
        foreach (JsonNode? cell in notebook["cells"]!.AsArray())
        {
            if (cell!["outputs"] is not null)
                (cell["outputs"], cell["execution_count"]) = (new JsonArray(), null);
        }
        string path = Path.Combine("notebooks", copy + ".ipynb");
        Directory.CreateDirectory(Path.Combine(Shelf, "notebooks"));
        File.WriteAllText(Path.Combine(Shelf, path), notebook.ToJsonString());
        if (!Directory.Exists(Path.Combine(Shelf, "artifacts")))
            File.CreateSymbolicLink(Path.Combine(Shelf, "artifacts"), Path.Combine(Root, "artifacts"));
        return path;
    }

    /// <summary>Where copies of notebooks are, in a folder named as in the workbook.</summary>
    public string Shelf => MakeFolder("shelf");

    public ValueTask DisposeAsync()
    {
        // Of the link to artifacts/ the link alone goes.
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
