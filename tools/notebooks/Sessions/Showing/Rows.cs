using System.Collections;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Workbook.Notebooks;

/// <summary>A sequence of records, tuples or pairs as a table.</summary>
internal sealed class Rows
{
    private const int MostRows = 100, MostLetters = 60;

    private readonly IReadOnlyList<string> _columns;
    private readonly List<string[]> _cells = [];
    private readonly bool[] _isRight;
    private readonly string? _rest;

    private Rows(IReadOnlyList<(string Name, Func<object, object?> Get)> columns, IReadOnlyList<object> items, string? rest)
    {
        _columns = [.. columns.Select(column => column.Name)];
        _isRight = [.. columns.Select(column => items.All(item => IsNumberOrNull(column.Get(item))))];
        foreach (object item in items)
            _cells.Add([.. columns.Select(column => Shorten(column.Get(item)))]);
        _rest = rest;
    }

    /// <returns>Null if its items are no records, or of several kinds, or there are none.</returns>
    public static Rows? Of(IEnumerable sequence)
    {
        var (items, rest) = Take(sequence);
        if (items.Count == 0 || items[0] is not { } first || items.Any(item => item?.GetType() != first.GetType()) || !IsRecord(first.GetType()))
            return null;
        var columns = Columns(first.GetType());
        return columns.Count == 0 ? null : new Rows(columns, items!, rest);
    }

    /// <summary>Items one after the other.</summary>
    public static string Enumerate(IEnumerable sequence)
    {
        var (items, rest) = Take(sequence);
        return $"[{string.Join(", ", items.Select(Shorten))}{(rest is null ? "" : $", {rest}")}]";
    }

    // A style would be taken out by the sites that show notebooks.
    public string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (string column in _columns)
            html.Append($"<th>{WebUtility.HtmlEncode(column)}</th>");
        html.Append("</tr></thead><tbody>");
        foreach (string[] row in _cells)
            html.Append($"<tr>{string.Concat(row.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>");
        html.Append("</tbody></table>");
        return _rest is null ? html.ToString() : html.Append($"<p>{_rest}</p>").ToString();
    }

    public string ToText()
    {
        int[] widths = [.. _columns.Select((column, i) => _cells.Select(row => row[i].Length).Append(column.Length).Max())];
        string Line(IReadOnlyList<string> cells) =>
            string.Join("  ", cells.Select((cell, i) => _isRight[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
        var lines = new List<string> { Line(_columns), string.Join("  ", widths.Select(width => new string('-', width))) };
        lines.AddRange(_cells.Select(Line));
        if (_rest is not null)
            lines.Add(_rest);
        return string.Join('\n', lines);
    }

    /// <summary>As many items as are shown, and words for the rest. A sequence may be endless.</summary>
    private static (IReadOnlyList<object?> Items, string? Others) Take(IEnumerable sequence)
    {
        List<object?> items = [.. sequence.Cast<object?>().Take(MostRows + 1)];
        if (items.Count <= MostRows)
            return (items, null);
        items.RemoveAt(MostRows);
        return (items, sequence is ICollection all ? $"... {all.Count - MostRows} more" : "... and more");
    }

    // A type that says of itself how it reads is left to do so.
    private static bool IsRecord(Type type) => typeof(ITuple).IsAssignableFrom(type) || type.Name.Contains("AnonymousType")
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        || (type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null
            && type.GetMethod(nameof(ToString), [])!.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static IReadOnlyList<(string Name, Func<object, object?> Get)> Columns(Type type)
    {
        if (typeof(ITuple).IsAssignableFrom(type))
            return [.. Enumerable.Range(0, type.GetGenericArguments().Length).Select(i => ($"Item{i + 1}", (Func<object, object?>)(item => ((ITuple)item)[i])))];
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
            .OrderBy(property => Depth(property.DeclaringType!)).ThenBy(property => property.MetadataToken)
            .Select(property => (property.Name, (Func<object, object?>)(item => property.GetValue(item, BindingFlags.DoNotWrapExceptions, null, null, null))))];
    }

    private static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;

    private static bool IsNumberOrNull(object? value) => value is null or decimal || (value is not (bool or char) && value.GetType().IsPrimitive);

    private static string Shorten(object? value)
    {
        string text = Formatter.Plain(value).ReplaceLineEndings(" ");
        return text.Length <= MostLetters ? text : text[..(MostLetters - 3)] + "...";
    }
}
