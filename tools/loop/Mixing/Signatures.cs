using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Loop;

/// <summary>Compares what a file offers to others with what it was shipped with.</summary>
internal static class Signatures
{
    /// <summary>Headers of members that other files may use, and that are gone or have other parameters.</summary>
    public static IEnumerable<string> Missing(string shipped, string now)
    {
        var there = Read(now).Select(member => member.Key).ToHashSet();
        return Read(shipped).Where(member => !there.Contains(member.Key)).Select(member => member.Header);
    }

    private static IEnumerable<(string Key, string Header)> Read(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        foreach (MemberDeclarationSyntax member in root.DescendantNodes(node => node is not BlockSyntax).OfType<MemberDeclarationSyntax>())
        {
            if (member is BaseNamespaceDeclarationSyntax || !IsForOthers(member) || Name(member) is not { } name)
                continue;
            var scope = member.Ancestors().OfType<BaseTypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.Text + ".");
            yield return (string.Concat(scope) + name, Header(member));
        }
    }

    private static bool IsForOthers(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword)
        && member.Ancestors().OfType<MemberDeclarationSyntax>().All(outer => outer is BaseNamespaceDeclarationSyntax || IsForOthers(outer));

    private static string? Name(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => $"{type.Identifier.Text}{type.TypeParameterList}{Parameters(type.ParameterList)}",
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => $"{type.ReturnType} {type.Identifier.Text}{Parameters(type.ParameterList)}",
        MethodDeclarationSyntax method => $"{method.ReturnType} {method.Identifier.Text}{method.TypeParameterList}{Parameters(method.ParameterList)}",
        ConstructorDeclarationSyntax constructor => $"new{Parameters(constructor.ParameterList)}",
        OperatorDeclarationSyntax method => $"{method.OperatorToken}{Parameters(method.ParameterList)}",
        PropertyDeclarationSyntax property => $"{property.Type} {property.Identifier.Text}",
        IndexerDeclarationSyntax indexer => $"{indexer.Type} this{Parameters(indexer.ParameterList)}",
        FieldDeclarationSyntax field => $"{field.Declaration.Type} {string.Join(',', field.Declaration.Variables.Select(variable => variable.Identifier.Text))}",
        _ => null,
    };

    private static string Parameters(BaseParameterListSyntax? list) => list is null ? ""
        : $"({string.Join(", ", list.Parameters.Select(parameter => $"{string.Concat(parameter.Modifiers.Select(modifier => modifier.Text + " "))}{parameter.Type}"))})";

    /// <summary>The declaration without its body, in one line.</summary>
    private static string Header(MemberDeclarationSyntax member)
    {
        int end = member.DescendantTokens().FirstOrDefault(token => token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.EqualsGreaterThanToken or SyntaxKind.SemicolonToken)
            is { RawKind: not 0 } token ? token.SpanStart : member.Span.End;
        int start = member.Modifiers.Count > 0 ? member.Modifiers[0].SpanStart : member.SpanStart;
        string text = member.SyntaxTree.GetText().ToString(new Microsoft.CodeAnalysis.Text.TextSpan(start, end - start));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
