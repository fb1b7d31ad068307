using Microsoft.CodeAnalysis.CSharp;

namespace Workbook.Notebooks;

/// <summary>Has the compiler compile something before anybody waits for it.</summary>
internal static class WarmUp
{
    // Kept, because with it the compiler keeps what it has read of the framework; all sessions build on that.
    private static readonly Lazy<Task<CSharpCompilation?>> Once = new(() => Task.Run(Run));

    /// <summary>Begins it, once in a process.</summary>
    public static Task Done => Once.Value;

    private static CSharpCompilation? Run()
    {
        var compiler = new CellCompiler(AppContext.BaseDirectory, new AssemblyStore());
        CSharpCompilation? last = null;
        foreach (string cell in (string[])["var words = new List<string> { \"a\" }; foreach (var word in words) Console.WriteLine($\"{word}\");", "words.Select(word => word.Length).Sum()"])
            last = compiler.Compile(CellCompiler.Parse(cell, ""), last, out _, CancellationToken.None)?.Compilation ?? last;
        return last;
    }
}
