using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Notebooks;

/// <summary>A cell that compiled.</summary>
/// <param name="Start">Begins it, given the objects that hold the variables of the cells so far.</param>
/// <param name="HasResult">It ends in an expression whose value is to be shown.</param>
internal sealed record CompiledCell(Func<object?[], Task<object?>> Start, bool HasResult)
{
    /// <summary>Nothing to run.</summary>
    public static readonly CompiledCell Empty = new(_ => Task.FromResult<object?>(null), HasResult: false);
}

/// <summary>Compiles cells one upon the other, as C# script.</summary>
internal sealed class CellCompiler(string directory, AssemblyStore store)
{
    /// <summary>The class that the compiler makes of a cell.</summary>
    public const string ScriptClass = "Cell";

    private static readonly CSharpParseOptions Dialect = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    // Those of .NET Interactive and no more, so that what runs here runs there. The last is the class that offers display.
    private static readonly string[] Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(NotebookDisplay).FullName!,
    ];

    private readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary, scriptClassName: ScriptClass, allowUnsafe: true, optimizationLevel: OptimizationLevel.Debug,
        metadataReferenceResolver: new References(directory, store));

    private int _number;

    public static SyntaxTree Parse(string code, string name) => CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Dialect, name);

    /// <summary>The cell on top of those before it, not yet checked.</summary>
    public CSharpCompilation Prepare(SyntaxTree cell, CSharpCompilation? before)
    {
        string name = $"Cell{Interlocked.Increment(ref _number)}";
        // References and imports are inherited.
        return before is null
            ? CSharpCompilation.CreateScriptCompilation(name, cell, References.Framework, _options.WithUsings(Imports), null, typeof(object))
            : CSharpCompilation.CreateScriptCompilation(name, cell, null, _options, before, typeof(object));
    }

    /// <returns>The cell, or null and what is wrong.</returns>
    public CompiledCell? Compile(CSharpCompilation compilation, out IReadOnlyList<Diagnostic> errors, CancellationToken token)
    {
        // References and usings alone are no code: there is nothing to emit, and the compiler gives them no place among the states.
        if (compilation.SyntaxTrees[0].GetCompilationUnitRoot().Members.Count == 0)
        {
            errors = Errors(compilation.GetDiagnostics(token));
            return errors.Count == 0 ? CompiledCell.Empty : null;
        }
        using MemoryStream dll = new(), pdb = new();
        EmitResult result = compilation.Emit(dll, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: token);
        errors = Errors(result.Diagnostics);
        if (!result.Success)
            return null;
        dll.Position = pdb.Position = 0;
        Assembly assembly = store.AddCell(compilation.AssemblyName!, dll, pdb);
        IMethodSymbol entry = compilation.GetEntryPoint(token)!;
        MethodInfo factory = assembly.GetType(entry.ContainingType.MetadataName)!.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;
        return new CompiledCell(factory.CreateDelegate<Func<object?[], Task<object?>>>(), HasResult(compilation));
    }

    private static IReadOnlyList<Diagnostic> Errors(IEnumerable<Diagnostic> said) =>
        [.. said.Where(each => each.Severity == DiagnosticSeverity.Error).OrderBy(each => each.Location.SourceSpan.Start)];

    private static bool HasResult(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        return tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}
