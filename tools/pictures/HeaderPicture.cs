using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>One field of a header.</summary>
/// <param name="Bits">1 to 4096.</param>
/// <param name="Value">What to write under the name; null writes the number that the bits make, "" nothing.</param>
/// <param name="Tone">Null takes the tones in turn.</param>
public sealed record HeaderField(string Name, int Bits, string? Value = null, Tone? Tone = null);

/// <summary>A header as RFCs draw it, 32 bits to a row, each field in its colour; and beneath it the bytes in the same
/// colours. Fields for which the bytes do not suffice are dashed, bytes behind the last field are grey.</summary>
public sealed class HeaderPicture : Picture
{
    private const double Left = 40, BitWidth = 22.5;

    private static readonly Tone[] Turns = [Tone.Blue, Tone.Green, Tone.Yellow, Tone.Purple, Tone.Orange, Tone.Teal, Tone.Pink];

    private readonly List<HeaderPiece> _pieces = [];
    private readonly string[] _values;
    private readonly Tone[] _tones;

    /// <exception cref="ArgumentException">No field, a field without bits, or more than 8192 bits in all.</exception>
    public HeaderPicture(string title, ReadOnlySpan<byte> bytes, params IReadOnlyList<HeaderField> fields) : base(title)
    {
        Fields = Check.Some(fields, nameof(fields), "field");
        Bytes = bytes.ToArray();
        _values = new string[Fields.Count];
        _tones = new Tone[Fields.Count];
        int bit = 0;
        for (int i = 0; i < Fields.Count; i++)
        {
            HeaderField field = Fields[i];
            if (field.Bits is < 1 or > 4096 || bit + field.Bits > 8192)
                throw new ArgumentException($"{field.Name} has {field.Bits} bits: a field has 1 to 4096, a header no more than 8192", nameof(fields));
            _tones[i] = bit + field.Bits > bytes.Length * 8 ? Tone.Hollow : field.Tone ?? Turns[i % Turns.Length];
            _values[i] = field.Value ?? HeaderPiece.NumberAt(bytes, bit, field.Bits);
            _pieces.AddRange(HeaderPiece.Split(i, bit, field.Bits));
            bit += field.Bits;
        }
    }

    public IReadOnlyList<HeaderField> Fields { get; }
    public ReadOnlyMemory<byte> Bytes { get; }

    public override string Description =>
        string.Join(", ", Fields.Select((one, i) => _values[i].Length > 0 ? $"{one.Name}: {_values[i]}" : one.Name)) + $". {Bytes.Length} bytes in all.";

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        svg.Title();
        foreach (int bit in (int[])[0, 8, 16, 24, 31])
            svg.Text(Left + (bit + 0.5) * BitWidth, 62, bit.ToString(), "soft mid");
        double y = 70;
        foreach (IGrouping<int, HeaderPiece> row in _pieces.GroupBy(piece => piece.Row))
            y += DrawRow(svg, y, row) + 4;
        if (Bytes.Length > 0)
            y = Dump.Draw(svg, y + 24, Bytes.Span, Stretches());
        return svg.ToString(y + 16);
    }

    protected override string DrawText()
    {
        string box = Title + "\n\n" + HeaderText.Draw(_pieces, [.. Fields.Select(field => field.Name)], _values);
        return Bytes.Length == 0 ? box : box + "\n\n" + Dump.ToText(Bytes.Span).TrimEnd('\n');
    }

    private double DrawRow(Svg svg, double y, IEnumerable<HeaderPiece> row)
    {
        List<(HeaderPiece Piece, List<string> Lines)> cells = [.. row.Select(piece => (piece, NameIn(piece)))];
        int lines = Math.Max(1, cells.Max(cell => cell.Lines.Count));
        double height = cells.Exists(cell => cell.Piece.Named) ? 36 + 16 * lines : 22;
        foreach ((HeaderPiece piece, List<string> names) in cells)
        {
            double x = Left + piece.From * BitWidth, width = piece.Bits * BitWidth;
            svg.Rect(x + 1.5, y, width - 3, height, Style.Fill(_tones[piece.Field]), 4);
            double nameTop = y + 20 + (lines - names.Count) * 8;
            for (int i = 0; i < names.Count; i++)
                svg.Text(x + width / 2, nameTop + 16 * i, names[i], "small mid");
            if (piece.Named && Letters.MonoWidth(_values[piece.Field]) <= width - 4)
                svg.Text(x + width / 2, y + height - 11, _values[piece.Field], "mono bold mid");
            else if (piece.Named)
                svg.Text(x + width / 2, y + height - 11, Letters.Fit(_values[piece.Field], width - 6, Letters.Small * Letters.Bold), "small bold mid");
        }
        return height;
    }

    /// <summary>The name in lines that fit; one letter to a line, as in RFCs, where nothing else does.</summary>
    private List<string> NameIn(HeaderPiece piece)
    {
        if (!piece.Named)
            return [];
        string name = Fields[piece.Field].Name;
        List<string> lines = Letters.Wrap(name, piece.Bits * BitWidth - 5, Letters.Small);
        if (lines.Count <= 3 && !lines.Any(line => line.Length == 0 || line.EndsWith('…')))
            return lines;
        return piece.Bits > 2 ? [Letters.Fit(name, piece.Bits * BitWidth - 5, Letters.Small)] : [.. name.Take(8).Select(letter => letter.ToString())];
    }

    private List<Stretch> Stretches()
    {
        List<Stretch> stretches = [];
        int bit = 0;
        for (int i = 0; i < Fields.Count; bit += Fields[i].Bits, i++)
            stretches.Add(new Stretch(bit, bit + Fields[i].Bits, _tones[i]));
        return stretches;
    }
}
