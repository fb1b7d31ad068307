namespace Workbook.Loop;

/// <summary>A chapter: one project, its files, its exercises and its tests.</summary>
public sealed class Chapter
{
    public required int Number { get; init; }

    /// <summary>The directory's name, as in <c>06-tcp-handshake</c>.</summary>
    public required string Name { get; init; }

    public required string Directory { get; init; }

    /// <summary>The name of the project and its assembly, as in <c>Workbook.Tcp.Handshake</c>.</summary>
    public required string Assembly { get; init; }

    /// <summary>Names of the chapters that its project refers to.</summary>
    public required IReadOnlyList<string> References { get; init; }

    public required IReadOnlyList<ChapterFile> Files { get; init; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<Assignment> Assignments { get; internal set; } = [];

    /// <summary>The test project's file, or null if there are no tests.</summary>
    public string? TestProject { get; init; }

    public string TestAssembly => Path.GetFileNameWithoutExtension(TestProject) ?? "";

    public override string ToString() => Name;
}

/// <summary>A source file: given, or with holes that the learner fills.</summary>
/// <param name="Name">Below the chapter, with forward slashes, as in <c>Sending/RoundTrip.cs</c>.</param>
/// <param name="Path">The learner's file.</param>
/// <param name="Text">What it holds; null if it is gone.</param>
/// <param name="ReferencePath">Its solved namesake; null if it is given.</param>
/// <param name="Reference">What that holds; null if the file is given.</param>
public sealed record ChapterFile(string Name, string Path, string? Text, string? ReferencePath, string? Reference)
{
    public bool HasHoles => Reference is not null;

    /// <summary>When it was saved last, or deleted.</summary>
    public DateTime Written => Text is null ? Directory.GetLastWriteTimeUtc(System.IO.Path.GetDirectoryName(Path)!) : File.GetLastWriteTimeUtc(Path);

    /// <summary>Why the exercises of the learner's file cannot be told apart; null if they can.</summary>
    public FileTrouble? Trouble { get; init; }
}

/// <summary>What is wrong with the regions of a file.</summary>
/// <param name="Line">Where, from 1; null if it is nowhere.</param>
/// <param name="Mend">The exercise whose reset mends it.</param>
public sealed record FileTrouble(string Message, int? Line, string Mend);
