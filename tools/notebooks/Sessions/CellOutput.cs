namespace Workbook.Notebooks;

/// <summary>Something that a cell has put out: the kinds of nbformat 4.</summary>
public abstract record CellOutput;

/// <summary>Text written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>A value shown by <c>display</c>.</summary>
public sealed record DisplayOutput(MimeBundle Data) : CellOutput;

/// <summary>The value of the cell's last expression.</summary>
public sealed record ResultOutput(MimeBundle Data) : CellOutput;

/// <summary>What ended the cell.</summary>
/// <param name="Name">The exception's type, or <c>CompilationError</c>.</param>
/// <param name="Value">What went wrong, in one line, and where.</param>
/// <param name="Traceback">All there is to read, line by line; names cells and lines, never a directory.</param>
public sealed record ErrorOutput(string Name, string Value, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>A value in one or more forms, by mime type; <c>text/plain</c> is always among them.</summary>
public sealed record MimeBundle(IReadOnlyDictionary<string, string> Parts)
{
    public const string Plain = "text/plain", Html = "text/html";

    public string Text => Parts[Plain];
}
