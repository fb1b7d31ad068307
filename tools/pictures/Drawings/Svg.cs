using System.Text;

namespace Workbook.Pictures.Drawings;

/// <summary>Writes one SVG: a panel of 800 units width whose height is known at the end. Coordinates are rounded and
/// texts escaped here and nowhere else.</summary>
internal sealed class Svg(string title, string description)
{
    public const int Width = 800;

    private readonly StringBuilder _body = new();

    public void Rect(double x, double y, double width, double height, string classes, double radius = 0) =>
        _body.Append($"<rect class=\"{classes}\" x=\"{C(x)}\" y=\"{C(y)}\" width=\"{C(width)}\" height=\"{C(height)}\"")
            .Append(radius > 0 ? $" rx=\"{C(radius)}\"/>\n" : "/>\n");

    public void Circle(double x, double y, double radius, string classes) =>
        _body.Append($"<circle class=\"{classes}\" cx=\"{C(x)}\" cy=\"{C(y)}\" r=\"{C(radius)}\"/>\n");

    /// <summary>A path; <paramref name="head"/> names the marker of an arrow's head, if it has one.</summary>
    public void Path(string data, string classes, string? head = null) =>
        _body.Append($"<path class=\"{classes}\" d=\"{data}\"").Append(head is null ? "/>\n" : $" marker-end=\"url(#{head})\"/>\n");

    public void Line(double x1, double y1, double x2, double y2, string classes, string? head = null) =>
        Path($"M{C(x1)} {C(y1)}L{C(x2)} {C(y2)}", classes, head);

    public void Text(double x, double y, string text, string classes = "", double turn = 0)
    {
        if (text.Length == 0)
            return;
        _body.Append($"<text x=\"{C(x)}\" y=\"{C(y)}\"");
        if (classes.Length > 0)
            _body.Append($" class=\"{classes}\"");
        if (turn != 0)
            _body.Append($" transform=\"rotate({C(turn)} {C(x)} {C(y)})\"");
        // Two blanks are meant as two: XML would make them one.
        _body.Append($">{Markup.Escape(text.Replace("  ", "\u00A0 "))}</text>\n");
    }

    public void Title() => Text(Width / 2, 32, Letters.Fit(title, Width - 40, 17 * Letters.Bold), "title mid");

    /// <summary>The whole document. Ids are fixed: as an image each picture is a document of its own.</summary>
    public string ToString(double height)
    {
        string h = C(Math.Ceiling(height));
        StringBuilder svg = new();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {h}\" width=\"{Width}\" height=\"{h}\" role=\"img\" aria-labelledby=\"t d\">\n");
        svg.Append($"<title id=\"t\">{Markup.Escape(title)}</title>\n<desc id=\"d\">{Markup.Escape(description)}</desc>\n");
        svg.Append($"<style>{Style.Sheet}</style>\n<defs>{Heads(_body)}</defs>\n");
        svg.Append($"<rect class=\"panel\" x=\"1\" y=\"1\" width=\"{Width - 2}\" height=\"{C(Math.Ceiling(height) - 2)}\" rx=\"12\"/>\n");
        return svg.Append(_body).Append("</svg>\n").ToString();
    }

    public static string C(double value) => Numbers.Coordinate(value);

    private static string Heads(StringBuilder body)
    {
        string used = body.ToString();
        StringBuilder heads = new();
        IEnumerable<string> names = Enum.GetValues<Tone>().Select(Style.Name).Select(name => "h-" + name).Prepend("fainthead").Prepend("head");
        foreach (string name in names)
            if (used.Contains($"url(#{name})", StringComparison.Ordinal))
                heads.Append($"<marker id=\"{name}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"11\" markerHeight=\"11\" ")
                    .Append($"markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"{name}\" d=\"M0 0 10 5 0 10z\"/></marker>");
        return heads.ToString();
    }
}
