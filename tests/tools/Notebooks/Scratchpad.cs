using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

/// <summary>A session in a directory of its own.</summary>
public sealed class Scratchpad : IAsyncDisposable
{
    private int _cell;

    static Scratchpad() => RuntimeHelpers.RunModuleConstructor(typeof(NotebookSession).Module.ModuleHandle);

    public Scratchpad() => Session = new NotebookSession(new SessionOptions(Notebooks, Root));

    public string Root { get; } = Directory.CreateTempSubdirectory("workbook-notebook-").FullName;

    public string Notebooks => Directory.CreateDirectory(Path.Combine(Root, "notebooks")).FullName;

    public NotebookSession Session { get; }

    /// <summary>Runs a cell; the first is number 1.</summary>
    public async Task<IReadOnlyList<CellOutput>> RunAsync(string code, CancellationToken? token = null)
    {
        var outputs = new List<CellOutput>();
        bool succeeded = await Session.RunAsync(code, ++_cell, outputs.Add, token ?? TestContext.Current.CancellationToken);
        succeeded.ShouldBe(outputs.LastOrDefault() is not ErrorOutput);
        return OutputJson.Merge(outputs);
    }

    /// <summary>The text of a cell's only output.</summary>
    public async Task<string> TextAsync(string code) => (await RunAsync(code)).ShouldHaveSingleItem() switch
    {
        ResultOutput result => result.Data.Text,
        DisplayOutput display => display.Data.Text,
        StreamOutput stream => stream.Text,
        ErrorOutput error => string.Join('\n', error.Traceback),
        var other => other.ToString(),
    };

    public async Task<ErrorOutput> ErrorAsync(string code) => (await RunAsync(code))[^1].ShouldBeOfType<ErrorOutput>();

    /// <summary>Builds an assembly for the notebook to refer to.</summary>
    /// <param name="path">Below <see cref="Root"/>, such as <c>built/Name.dll</c>.</param>
    public string Build(string path, string source, params IEnumerable<string> references)
    {
        string full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path), [CSharpSyntaxTree.ParseText(source)],
            references.Append(typeof(object).Assembly.Location).Append(typeof(Console).Assembly.Location)
                .Append(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.Runtime.dll"))
                .Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var dll = new MemoryStream();
        compilation.Emit(dll).Diagnostics.Where(said => said.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        File.WriteAllBytes(full, dll.ToArray());
        return full;
    }

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
