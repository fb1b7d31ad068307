using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Notebooks;

/// <summary>Looks for C# that this engine or .NET Interactive's would not accept in a cell, and says why in terms of cells.</summary>
internal sealed class CodeLint(string directory)
{
    private const int WidestLine = 100;

    private readonly CellCompiler _compiler = new(directory, new AssemblyStore());
    private CSharpCompilation? _last;

    /// <summary>Inspects a cell; all those before it must have been.</summary>
    public IReadOnlyList<Offence> Inspect(NotebookCell cell)
    {
        SyntaxTree tree = CellCompiler.Parse(cell.Source, cell.ToString());
        CSharpCompilation compilation = _compiler.Prepare(tree, _last);
        // What does not compile would keep the next cells from being understood, and is to fail only if it says so.
        if (!cell.MustRaise)
            _last = compilation;
        return [.. LongLines(cell), .. Directives(tree, cell), .. cell.MustRaise ? [] : Structure(tree, cell).Concat(Variables(compilation, tree, cell))];
    }

    private static IEnumerable<Offence> LongLines(NotebookCell cell) =>
        cell.Source.Split('\n').Select((line, i) => (Length: line.TrimEnd('\r').Length, Number: i + 1)).Where(line => line.Length > WidestLine)
            .Select(line => new Offence(LintRules.LongLine, cell.Number, line.Number, $"of {line.Length} columns, what is beyond {WidestLine} is cut off where notebooks are read"));

    private static IEnumerable<Offence> Directives(SyntaxTree tree, NotebookCell cell)
    {
        for (DirectiveTriviaSyntax? directive = tree.GetRoot().GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is ReferenceDirectiveTriviaSyntax reference && reference.File.ValueText is var file)
            {
                if (file.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
                    yield return At(LintRules.Package, cell, directive, "packages are not fetched; refer to what is built into artifacts/notebooks");
                else if (IsAbsolute(file))
                    yield return At(LintRules.AbsoluteReference, cell, directive, $"{file} is on this machine only; name it relative to the notebook");
            }
            else if (directive.ToString().StartsWith("#!", StringComparison.Ordinal))
                yield return At(LintRules.Magic, cell, directive, $"{directive.ToString().Trim()} is a command of one kernel, no C#");
        }
    }

    private static IEnumerable<Offence> Structure(SyntaxTree tree, NotebookCell cell)
    {
        foreach (SyntaxNode declaration in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            yield return At(LintRules.Namespace, cell, declaration, "a cell cannot declare a namespace; its types need none");
        // The parser skips such a line, and leaves nothing of it but its complaint.
        foreach (Diagnostic late in tree.GetDiagnostics().Where(said => said.Id == "CS1529"))
            yield return new Offence(LintRules.LateUsing, cell.Number, LineOf(late.Location), "using directives stand before the code of a cell");
    }

    private static IEnumerable<Offence> Variables(CSharpCompilation compilation, SyntaxTree tree, NotebookCell cell)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes().Where(node => node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax))
        {
            // The compiler makes fields of what a cell declares outside blocks and methods.
            if (model.GetDeclaredSymbol(node) is IFieldSymbol { Type.IsRefLikeType: true, ContainingType.IsScriptClass: true } variable)
                yield return At(LintRules.RefStruct, cell, node,
                    $"'{variable.Name}' is a {variable.Type.ToMinimalDisplayString(model, node.SpanStart)}, which cannot outlive its cell: use it in a block or a method, or keep an array");
        }
    }

    private static Offence At(string rule, NotebookCell cell, SyntaxNode node, string message) => new(rule, cell.Number, LineOf(node.GetLocation()), message);

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    // Of Windows too, wherever the check runs.
    private static bool IsAbsolute(string path) => path.StartsWith('/') || path.StartsWith('~') || path.StartsWith('\\') || path is [_, ':', ..];
}
