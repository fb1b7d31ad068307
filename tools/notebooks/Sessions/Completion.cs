using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Notebooks;

/// <summary>The names that fit at a place in a cell.</summary>
internal static class Completion
{
    private const int Most = 300;

    /// <param name="compilation">The cell, on those before it.</param>
    /// <param name="replaced">The part of a name that stands there already.</param>
    public static IReadOnlyList<string> At(CSharpCompilation compilation, int position, out TextSpan replaced)
    {
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string code = tree.GetText().ToString();
        int start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
            start--;
        replaced = TextSpan.FromBounds(start, position);
        string prefix = code[start..position];
        return [.. Symbols(compilation.GetSemanticModel(tree), tree, start)
            .Where(symbol => symbol.CanBeReferencedByName && symbol.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !symbol.Name.StartsWith('<'))
            .Select(symbol => symbol.Name).Distinct().Order(StringComparer.OrdinalIgnoreCase).Take(Most)];
    }

    private static IEnumerable<ISymbol> Symbols(SemanticModel model, SyntaxTree tree, int start)
    {
        SyntaxToken before = start == 0 ? default : tree.GetRoot().FindToken(start - 1);
        if (!before.IsKind(SyntaxKind.DotToken))
            return model.LookupSymbols(start);
        return before.Parent switch
        {
            MemberAccessExpressionSyntax access => Members(model, access.Expression, start),
            QualifiedNameSyntax name => Members(model, name.Left, start),
            MemberBindingExpressionSyntax binding when binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } access => Members(model, access.Expression, start),
            _ => [],
        };
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, ExpressionSyntax of, int start)
    {
        ISymbol? symbol = model.GetSymbolInfo(of).Symbol;
        if (symbol is INamespaceOrTypeSymbol container)
            return model.LookupSymbols(start, container).Where(member => container is INamespaceSymbol || member.IsStatic || member is INamedTypeSymbol);
        return model.GetTypeInfo(of).Type is { } type
            ? model.LookupSymbols(start, type, includeReducedExtensionMethods: true).Where(member => !member.IsStatic && member is not INamedTypeSymbol)
            : [];
    }
}
