using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workbook.Notebooks;

/// <summary>What every loop of a cell calls, so that an endless one can be ended in an orderly way.</summary>
public static class CellGuard
{
    private static volatile bool wasAsked;

    /// <summary>Ends the cell if that was asked for.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static void Check()
    {
        if (wasAsked)
            CellScope.Current?.ThrowIfStopped();
    }

    /// <summary>Until the first interruption in a process, loops need not ask whether it is theirs.</summary>
    internal static void Ask() => wasAsked = true;

    /// <summary>The cell with a call in each loop, all lines in their places.</summary>
    internal static SyntaxNode Insert(SyntaxNode cell) => new Inserter().Visit(cell)!;

    private sealed class Inserter : CSharpSyntaxRewriter
    {
        private static readonly StatementSyntax Call = SyntaxFactory.ParseStatement($"global::{typeof(CellGuard).FullName}.{nameof(Check)}();");

        public override SyntaxNode? Visit(SyntaxNode? node) => base.Visit(node) switch
        {
            WhileStatementSyntax loop => loop.WithStatement(Guard(loop.Statement)),
            DoStatementSyntax loop => loop.WithStatement(Guard(loop.Statement)),
            ForStatementSyntax loop => loop.WithStatement(Guard(loop.Statement)),
            ForEachStatementSyntax loop => loop.WithStatement(Guard(loop.Statement)),
            ForEachVariableStatementSyntax loop => loop.WithStatement(Guard(loop.Statement)),
            var other => other,
        };

        private static BlockSyntax Guard(StatementSyntax body) => SyntaxFactory.Block(Call, body);
    }
}
