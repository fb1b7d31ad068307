namespace Workbook.Loop;

/// <summary>What MSBuild told the compiler about a chapter, as Directory.Build.targets writes it down.</summary>
/// <param name="File">The file that holds the arguments.</param>
/// <param name="CompilerDirectory">The SDK's <c>Roslyn</c> directory.</param>
/// <param name="Arguments">As they were given to the compiler.</param>
internal sealed record CompilerArguments(string File, string CompilerDirectory, IReadOnlyList<string> Arguments)
{
    /// <summary>Changes with whatever changes the result, but for the chapter's own texts.</summary>
    public string Key { get; } = Mixer.Fingerprint([CompilerDirectory, .. Arguments.Where(argument => argument.StartsWith('/') && !argument.EndsWith(".cs"))]);

    /// <param name="flavour"><c>debug</c> or <c>release</c>.</param>
    /// <exception cref="FileNotFoundException">The chapter has not been built.</exception>
    public static CompilerArguments Read(string root, string assembly, string flavour)
    {
        string file = Path.Combine(root, "artifacts", "solved-all", "obj", assembly, flavour, assembly + ".rsp");
        string[] lines = System.IO.File.ReadAllLines(file);
        return new CompilerArguments(file, lines[0].TrimStart('#', ' '), lines[1..]);
    }
}
