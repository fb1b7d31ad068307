using System.Text;
using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A drawing that is an SVG of 800 units width. A notebook gets it as an <c>img</c> that carries the SVG in
/// itself: the one form that shows everywhere a notebook does.</summary>
public abstract class Picture : Drawing
{
    protected Picture(string title)
    {
        Title = Check.Text(title, nameof(title));
    }

    public string Title { get; }

    /// <summary>The picture in words, for those who cannot see it.</summary>
    public abstract string Description { get; }

    public abstract string ToSvg();

    public override string ToHtml()
    {
        string data = Convert.ToBase64String(Encoding.UTF8.GetBytes(ToSvg()));
        return $"<img src=\"data:image/svg+xml;base64,{data}\" alt=\"{Markup.Escape(Title)}\" width=\"{Svg.Width}\">";
    }
}
