using System.Globalization;
using System.Text;
using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A small table: HTML without any style of its own, and aligned columns as text. Columns of nothing but
/// numbers stand to the right.</summary>
public sealed class TablePicture : Drawing
{
    /// <summary>More rows than these are cut, and the table says how many.</summary>
    public const int MostRows = 100;

    private readonly string[][] _rows;

    /// <param name="columns">The headings.</param>
    /// <param name="rows">As many cells each; numbers are written with the invariant culture, null is empty.</param>
    public TablePicture(IReadOnlyList<string> columns, params IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        Columns = Check.Some(columns, nameof(columns), "column");
        foreach (IReadOnlyList<object?> row in rows)
            if (row.Count != Columns.Count)
                throw new ArgumentException($"a row has {row.Count} cells, the table {Columns.Count} columns", nameof(rows));
        Total = rows.Count;
        _rows = [.. rows.Take(MostRows).Select(row => row.Select(Write).ToArray())];
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Rows in all, those that are cut included.</summary>
    public int Total { get; }

    public override string ToHtml()
    {
        StringBuilder html = new("<table>\n<thead><tr>");
        foreach (string column in Columns)
            html.Append($"<th>{Markup.Escape(column)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (string[] row in _rows)
        {
            html.Append("<tr>");
            foreach (string cell in row)
                html.Append($"<td>{Markup.Escape(cell)}</td>");
            html.Append("</tr>\n");
        }
        html.Append("</tbody>\n</table>");
        return Total > MostRows ? html.Append($"\n<p>… and {Total - MostRows} more rows</p>").ToString() : html.ToString();
    }

    protected override string DrawText()
    {
        int[] widths = [.. Columns.Select((column, i) => _rows.Select(row => row[i].Length).Prepend(column.Length).Max())];
        bool[] right = [.. Columns.Select((_, i) => _rows.Length > 0 && _rows.All(row => IsNumber(row[i])))];
        StringBuilder text = new();
        Append(text, Columns, widths, right);
        text.Append(string.Join("  ", widths.Select(width => new string('-', width)))).Append('\n');
        foreach (string[] row in _rows)
            Append(text, row, widths, right);
        return Total > MostRows ? text.Append($"… and {Total - MostRows} more rows").ToString() : text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells, int[] widths, bool[] right)
    {
        IEnumerable<string> aligned = cells.Select((cell, i) =>
            right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        text.Append(string.Join("  ", aligned).TrimEnd()).Append('\n');
    }

    private static string Write(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "yes" : "no",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsNumber(string cell) =>
        cell.Length > 0 && cell.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or '-' or '%');
}
