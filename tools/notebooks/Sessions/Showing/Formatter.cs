namespace Workbook.Notebooks;

/// <summary>Turns a value into what a notebook shows.</summary>
internal static class Formatter
{
    public static MimeBundle Format(object? value) => new(new Dictionary<string, string> { [MimeBundle.Plain] = value?.ToString() ?? "null" });
}
