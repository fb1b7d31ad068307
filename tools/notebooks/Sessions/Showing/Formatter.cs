using System.Collections;
using System.Globalization;

namespace Workbook.Notebooks;

/// <summary>Turns a value into what a notebook shows.</summary>
internal static class Formatter
{
    private const string Null = "null";

    public static MimeBundle Format(object? value)
    {
        var parts = new Dictionary<string, string>();
        if (value is not null)
            CustomFormatters.Apply(value, parts);
        if (parts.Count == 0 && value is IEnumerable sequence and not string && Rows.Of(sequence) is { } rows)
        {
            parts[MimeBundle.Html] = rows.ToHtml();
            parts[MimeBundle.Plain] = rows.ToText();
        }
        if (!parts.ContainsKey(MimeBundle.Plain))
            parts[MimeBundle.Plain] = Plain(value);
        return new MimeBundle(parts);
    }

    /// <summary>The same text in every culture.</summary>
    public static string Plain(object? value) => value switch
    {
        null => Null,
        string text => text,
        byte[] bytes => HexDump.Of(bytes),
        Memory<byte> bytes => HexDump.Of(bytes.Span),
        ReadOnlyMemory<byte> bytes => HexDump.Of(bytes.Span),
        ArraySegment<byte> bytes => HexDump.Of(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items when !SaysItself(value) => Rows.Enumerate(items),
        _ => value.ToString() ?? "",
    };

    private static bool SaysItself(object value) => value.GetType().GetMethod(nameof(ToString), [])!.DeclaringType is { } type && type != typeof(object) && type != typeof(ValueType);
}
