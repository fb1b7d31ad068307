namespace Workbook.Loop;

/// <summary>What the compiler has to say, at a place in a file that somebody can open.</summary>
/// <param name="Line">From 1, like <paramref name="Column"/>; 0 if it belongs to no place.</param>
/// <param name="Source">The line's text.</param>
public sealed record CompilerMessage(string Path, int Line, int Column, string Code, string Message, string Source, bool IsError);

/// <summary>An assembly of the mix that differs from the one of the reference.</summary>
/// <param name="Dll">Its <c>.pdb</c> lies beside it.</param>
public sealed record CompiledChapter(Chapter Chapter, string Dll);

/// <summary>What became of a mix.</summary>
/// <param name="Replaced">The assemblies to put in place of the reference's; empty if it did not compile.</param>
public sealed record Compiled(IReadOnlyList<CompiledChapter> Replaced, IReadOnlyList<CompilerMessage> Messages)
{
    public bool Succeeded => !Messages.Any(message => message.IsError);
}
