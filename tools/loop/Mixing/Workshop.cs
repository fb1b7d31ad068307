using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Loop;

/// <summary>The compiler set up for one chapter: options, references and the trees of files that did not change.</summary>
internal sealed class Workshop
{
    // References to the framework are the same for all chapters, and reading them is the slowest part.
    private static readonly Dictionary<string, MetadataReference> Framework = [];

    private readonly CompilerArguments _arguments;
    private readonly DateTime _written;
    private readonly CSharpCommandLineArguments _parsed;
    private readonly CSharpParseOptions _syntax;
    private readonly CSharpCompilationOptions _options;
    private readonly Dictionary<string, (string Text, SyntaxTree Tree)> _trees = [];
    private readonly Generators _generators;
    private readonly List<SyntaxTree> _generated;
    private readonly HashSet<string> _references;
    private CSharpCompilation? _last;
    private string _lastReferences = "";

    public Workshop(CompilerArguments arguments)
    {
        _arguments = arguments;
        _written = File.GetLastWriteTimeUtc(arguments.File);
        string made = Path.GetDirectoryName(arguments.File)!;
        // Names of the chapter's own files are relative; they come from the mix, wherever they are thought to be.
        _parsed = CSharpCommandLineParser.Default.Parse(arguments.Arguments, Path.GetTempPath(), sdkDirectory: null);
        // A warning is no failure while one is learning; dotnet build, which is stricter, tells the rest.
        _syntax = _parsed.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        _options = _parsed.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithSpecificDiagnosticOptions(Suppressed().DistinctBy(option => option.Key));
        _generators = new Generators(_parsed);
        _generated = [.. _parsed.SourceFiles.Select(file => file.Path).Where(path => path.StartsWith(made, StringComparison.Ordinal))
            .Select(path => Parse(path, File.ReadAllText(path)))];
        _references = [.. _parsed.MetadataReferences.Select(reference => Path.GetFileNameWithoutExtension(reference.Reference))];
    }

    public bool IsUpToDate => File.GetLastWriteTimeUtc(_arguments.File) == _written;

    public bool RefersTo(string assembly) => _references.Contains(assembly);

    /// <summary>What the result is to be known by.</summary>
    /// <param name="changed">Interfaces of other chapters that are not the reference's, by assembly name.</param>
    public string KeyOf(MixedChapter chapter, IReadOnlyDictionary<string, string> changed) =>
        Mixer.Fingerprint([_arguments.Key, chapter.Key, .. changed.Values.Order(StringComparer.Ordinal)]);

    public bool HasInterfaceOfReference(string face)
    {
        string built = Path.Combine(Path.GetDirectoryName(_arguments.File)!, "ref", Path.GetFileName(face));
        return File.Exists(built) && File.ReadAllBytes(built).AsSpan().SequenceEqual(File.ReadAllBytes(face));
    }

    /// <summary>Compiles into a directory, which appears only when it is complete.</summary>
    public IReadOnlyList<CompilerMessage> Compile(MixedChapter chapter, IReadOnlyDictionary<string, string> changed, string directory, CancellationToken token)
    {
        lock (this)
        {
            Compilation compilation = _generators.Run(Prepare(chapter, changed), chapter.Files, token);
            using MemoryStream dll = new(), pdb = new(), face = new();
            EmitResult result = compilation.Emit(dll, pdb, metadataPEStream: face, cancellationToken: token, options: new EmitOptions(
                debugInformationFormat: DebugInformationFormat.PortablePdb, pdbFilePath: chapter.Chapter.Assembly + ".pdb", includePrivateMembers: false));
            if (result.Success)
                Save(directory, chapter.Chapter.Assembly, dll, pdb, face);
            return [.. result.Diagnostics.Where(said => !said.IsSuppressed && said.Severity >= DiagnosticSeverity.Warning).Select(Describe).Distinct()];
        }
    }

    private CSharpCompilation Prepare(MixedChapter chapter, IReadOnlyDictionary<string, string> changed)
    {
        List<SyntaxTree> trees = [.. _generated, .. chapter.Files.Select(file => Tree(file))];
        string references = string.Join('\n', changed.OrderBy(entry => entry.Key).Select(entry => entry.Value));
        // Taken over from the last time, the references need not be bound again.
        _last = _last is null || references != _lastReferences
            ? CSharpCompilation.Create(chapter.Chapter.Assembly, trees, _parsed.MetadataReferences.Select(reference => Resolve(reference.Reference, changed)), _options)
            : _last.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
        _lastReferences = references;
        return _last;
    }

    /// <summary>What is not to be mentioned, by the project or by .editorconfig.</summary>
    private IEnumerable<KeyValuePair<string, ReportDiagnostic>> Suppressed()
    {
        var files = _parsed.AnalyzerConfigPaths.Where(File.Exists).Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToList();
        string here = _parsed.AnalyzerConfigPaths.FirstOrDefault(path => path.EndsWith(".editorconfig")) ?? _arguments.File;
        var configured = AnalyzerConfigSet.Create(files).GetOptionsForSourcePath(Path.Combine(Path.GetDirectoryName(here)!, "chapters", "File.cs"));
        // .editorconfig is read without regard to case, the compiler looks for CS0169.
        return _parsed.CompilationOptions.SpecificDiagnosticOptions.Concat(configured.TreeOptions)
            .Where(option => option.Value == ReportDiagnostic.Suppress)
            .Select(option => KeyValuePair.Create(option.Key.ToUpperInvariant(), option.Value));
    }

    private SyntaxTree Tree(MixedFile file)
    {
        if (!_trees.TryGetValue(file.Path, out var known) || known.Text != file.Text)
            _trees[file.Path] = known = (file.Text, Parse(file.Path, file.Text));
        return known.Tree;
    }

    private SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), _syntax, path);

    private static MetadataReference Resolve(string path, IReadOnlyDictionary<string, string> changed)
    {
        if (changed.TryGetValue(Path.GetFileNameWithoutExtension(path), out string? other))
            return MetadataReference.CreateFromFile(other);
        // The chapters' own may be built anew while we run.
        if (Path.GetFileName(path).StartsWith("Workbook."))
            return MetadataReference.CreateFromImage(File.ReadAllBytes(path));
        lock (Framework)
        {
            if (!Framework.TryGetValue(path, out MetadataReference? reference))
                Framework[path] = reference = MetadataReference.CreateFromFile(path);
            return reference;
        }
    }

    private static void Save(string directory, string assembly, MemoryStream dll, MemoryStream pdb, MemoryStream face)
    {
        string draft = $"{directory}.{Guid.NewGuid():n}";
        Directory.CreateDirectory(Path.Combine(draft, "ref"));
        File.WriteAllBytes(Path.Combine(draft, assembly + ".dll"), dll.ToArray());
        File.WriteAllBytes(Path.Combine(draft, assembly + ".pdb"), pdb.ToArray());
        File.WriteAllBytes(Path.Combine(draft, "ref", assembly + ".dll"), face.ToArray());
        try
        {
            Directory.Move(draft, directory);
        }
        catch (IOException)
        {
            // Another process was faster.
            Directory.Delete(draft, recursive: true);
        }
    }

    private static CompilerMessage Describe(Diagnostic said)
    {
        FileLinePositionSpan place = said.Location.GetMappedLineSpan();
        string source = said.Location.SourceTree is { } tree
            ? tree.GetText().Lines[said.Location.GetLineSpan().StartLinePosition.Line].ToString() : "";
        return new CompilerMessage(
            place.Path ?? "", place.IsValid ? place.StartLinePosition.Line + 1 : 0, place.StartLinePosition.Character + 1,
            said.Id, said.GetMessage(), source, said.Severity == DiagnosticSeverity.Error);
    }
}
