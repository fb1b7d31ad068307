using System.Collections;
using System.Globalization;
using Workbook.Decoding;
using Workbook.Pictures;

namespace Workbook.Playground;

/// <summary>
/// Judges how somebody reads a frame: where each field begins, and what it says. Fields are named by their header and
/// their name, as in "IPv4 time to live"; an answer that is null is a question still open.
/// </summary>
public sealed class FrameQuiz : Drawing, IEnumerable
{
    private readonly byte[] _frame;
    private readonly (string Name, Field Field)[] _fields;
    private readonly List<IReadOnlyList<object?>> _rows = [];
    private int _right;

    public FrameQuiz(byte[] frame)
    {
        _frame = [.. frame];
        _fields = [.. Decoder.Decode(_frame, PcapReader.Ethernet).SelectMany(part => part.Fields.Select(field => ($"{part.Name.Split(' ')[0]} {field.Name}", field)))];
    }

    /// <summary>Whether all that was asked is answered, and right.</summary>
    public bool IsSolved => _rows.Count > 0 && _right == _rows.Count;

    /// <summary>One answer.</summary>
    /// <param name="offset">In bytes from the beginning of the frame.</param>
    /// <param name="value">A number, or a text as in "10.0.0.1", "0x0800".</param>
    /// <exception cref="ArgumentException">The frame has no such field.</exception>
    public void Add(string field, int? offset, object? value)
    {
        Field asked = Array.Find(_fields, known => known.Name == field).Field
            ?? throw new ArgumentException($"This frame has no field \"{field}\", only {string.Join(", ", _fields.Select(known => known.Name))}.", nameof(field));
        string judgement = offset is null && value is null ? "your turn" : $"{JudgeOffset(asked, offset)}{JudgeValue(asked, value)}";
        if (judgement == "")
            _right++;
        _rows.Add([field, offset is { } at ? at : "?", value ?? "?", judgement == "" ? "right" : judgement.Trim()]);
    }

    public override string ToHtml() => $"{Table.ToHtml()}\n<p>{Summary}</p>";

    protected override string DrawText() => $"{Table.ToText()}\n\n{Summary}";

    public IEnumerator GetEnumerator() => _rows.GetEnumerator();

    private TablePicture Table => new(["field", "offset", "value", "the judge"], _rows);

    private string Summary => (_rows.Count - _right) switch
    {
        0 => $"All {_rows.Count} right. You can read frames.",
        var open when _right == 0 => $"{open} to go.",
        var open => $"{_right} right, {open} to go.",
    };

    private string JudgeOffset(Field asked, int? offset)
    {
        if (offset == asked.Offset)
            return "";
        if (offset is not { } at)
            return "where? ";
        if (at < 0 || at >= _frame.Length)
            return $"the frame has the offsets 0 to {_frame.Length - 1}. ";
        (string name, Field there) = Array.Find(_fields, known => known.Field.Offset <= at && at < known.Field.Offset + known.Field.Length);
        return there is null ? $"at {at} is data. "
            : there == asked ? $"at {at} you are in it already: where does it begin? "
            : $"at {at} {(there.Offset == at ? "begins" : "you are in")} {name}. ";
    }

    private string JudgeValue(Field asked, object? value)
    {
        if (value is null)
            return "and what does it say?";
        byte[] bytes = _frame[asked.Offset..(asked.Offset + asked.Length)];
        string given = Convert.ToString(value, CultureInfo.InvariantCulture)!.Trim();
        if (bytes.Length > 4 || asked.Value.Contains('.'))
            return string.Equals(given, asked.Value, StringComparison.OrdinalIgnoreCase) ? "" : $"it says something else than {given}.";
        ulong right = Number(bytes);
        if (!TryParse(given, out ulong number))
            return $"{given} is no number.";
        return number == right ? ""
            : number == Number([.. bytes.Reverse()]) ? "you have read it backwards: the first byte counts most."
            : $"the bytes are {string.Join(' ', bytes.Select(one => one.ToString("x2")))}: another try.";
    }

    private static ulong Number(byte[] bytes) => bytes.Aggregate(0UL, (sum, one) => sum << 8 | one);

    private static bool TryParse(string text, out ulong number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out number)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
