namespace Workbook.Pictures;

/// <summary>The formatters of every <see cref="Drawing"/>, in the shape that <see cref="TypeFormatterSourceAttribute"/>
/// promises: a method that yields objects with a MimeType and a Format.</summary>
internal sealed class DrawingFormatters
{
    public IEnumerable<object> CreateTypeFormatters()
    {
        yield return new DrawingFormatter("text/html", drawing => drawing.ToHtml());
        yield return new DrawingFormatter("text/plain", drawing => drawing.ToText());
    }
}

internal sealed class DrawingFormatter(string mimeType, Func<Drawing, string> format)
{
    public string MimeType { get; } = mimeType;

    /// <summary>False: not one of ours, nothing was written.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not Drawing drawing)
            return false;
        writer.Write(format(drawing));
        return true;
    }
}
