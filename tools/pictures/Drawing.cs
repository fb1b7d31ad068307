using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>
/// Something a notebook can show in two ways: as HTML, and as text of at most 100 columns for a terminal or a page
/// that shows no HTML. What it says depends on its data alone: not on culture, clock or machine.
/// </summary>
[TypeFormatterSource(typeof(DrawingFormatters))]
public abstract class Drawing
{
    public abstract string ToHtml();

    /// <summary>Lines separated by \n, without control characters or trailing blanks, and without a newline at the end.</summary>
    public string ToText() => string.Join('\n', DrawText().Split('\n').Select(Canvas.Tidy)).TrimEnd('\n');

    protected abstract string DrawText();

    public override string ToString() => ToText();
}
