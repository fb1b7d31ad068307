using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Notebooks;

/// <summary>A cell that compiled.</summary>
/// <param name="Start">Begins it, given the objects that hold the variables of the cells so far; null if there is nothing to run.</param>
/// <param name="HasResult">It ends in an expression whose value is to be shown.</param>
/// <param name="Compilation">What the next cell builds on.</param>
internal sealed record CompiledCell(Func<object?[], Task<object?>>? Start, bool HasResult, CSharpCompilation Compilation);

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

    /// <param name="errors">What is wrong, in the order of the text.</param>
    /// <returns>Null if it does not compile.</returns>
    public CompiledCell? Compile(SyntaxTree cell, CSharpCompilation? before, out IReadOnlyList<Diagnostic> errors, CancellationToken token)
    {
        SyntaxTree guarded = CSharpSyntaxTree.Create((CSharpSyntaxNode)CellGuard.Insert(cell.GetRoot(token)), Dialect, cell.FilePath, Encoding.UTF8);
        CSharpCompilation compilation = Prepare(guarded, before);
        // References and usings alone are no code: there is nothing to emit, and the compiler gives them no place among the states.
        if (guarded.GetCompilationUnitRoot(token).Members.Count == 0)
        {
            errors = Errors(compilation, token);
            return errors.Count == 0 ? new CompiledCell(null, HasResult: false, compilation) : null;
        }
        using MemoryStream dll = new(), pdb = new();
        EmitResult result = compilation.Emit(dll, pdb, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: token);
        // If it fails, once more without the guards, which have moved columns.
        errors = result.Success ? [] : Errors(Prepare(cell, before), token);
        if (!result.Success)
            return null;
        dll.Position = pdb.Position = 0;
        return new CompiledCell(Entry(compilation, store.AddCell(compilation.AssemblyName!, dll, pdb)), HasResult(compilation), compilation);
    }

    private static IReadOnlyList<Diagnostic> Errors(CSharpCompilation compilation, CancellationToken token) =>
        [.. compilation.GetDiagnostics(token).Where(said => said.Severity == DiagnosticSeverity.Error).OrderBy(said => said.Location.SourceSpan.Start)];

    private static Func<object?[], Task<object?>> Entry(CSharpCompilation compilation, Assembly assembly)
    {
        IMethodSymbol entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return assembly.GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static bool HasResult(CSharpCompilation compilation)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        return tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}
