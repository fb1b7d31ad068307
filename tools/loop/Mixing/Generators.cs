using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Workbook.Loop;

/// <summary>The framework's source generators, loaded if a chapter has work for them.</summary>
internal sealed class Generators(CSharpCommandLineArguments arguments) : IAnalyzerAssemblyLoader
{
    private static readonly string[] Marks = ["[LibraryImport", "[GeneratedRegex", "[JsonSerializable"];

    private GeneratorDriver? _driver;

    public Compilation Run(Compilation compilation, IEnumerable<MixedFile> files, CancellationToken token)
    {
        if (!files.Any(file => Marks.Any(file.Text.Contains)))
            return compilation;
        _driver ??= CSharpGeneratorDriver.Create(Load(), parseOptions: arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None));
        _driver = _driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation result, out _, token);
        return result;
    }

    public void AddDependencyLocation(string fullPath) => SdkCompiler.AlsoLookIn(Path.GetDirectoryName(fullPath)!);

    public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);

    private ImmutableArray<ISourceGenerator> Load() =>
        [.. arguments.AnalyzerReferences.Select(reference => reference.FilePath)
            .Where(path => Path.GetFileName(path).Contains("Generator"))
            .SelectMany(path =>
            {
                AddDependencyLocation(path);
                return new AnalyzerFileReference(path, this).GetGenerators(LanguageNames.CSharp);
            })];
}
