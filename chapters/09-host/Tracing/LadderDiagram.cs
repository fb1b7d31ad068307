using System.Globalization;
using System.Text;
using Workbook.Basics;

namespace Workbook.Host;

/// <summary>
/// The conversation of two stations as a ladder: a line for each packet, an arrow to its receiver, a cross where it was lost.
/// <code>
///       time  client                                 server
///   0.000000  |---- TCP SYN seq 0 win 65535 -------------->|
///   0.000000  |&lt;--- TCP SYN ACK seq 0 ack 1 win 65535 -----|
///   0.010000  |---- TCP PSH ACK seq 1:7 len 6 ack 1 ---X   |
/// </code>
/// </summary>
/// <param name="left">Name of the left column.</param>
/// <param name="right">Name of the right column.</param>
/// <param name="width">Characters between the two columns, at least 20.</param>
public sealed class LadderDiagram(string left, string right, int width = 90)
{
    private readonly List<Rung> _rungs = [];

    /// <summary>Packets so far.</summary>
    public int Count => _rungs.Count;

    /// <summary>The line above all others.</summary>
    public string Header => $"{"time",10}  {left}{new string(' ', Math.Max(1, width + 2 - left.Length - right.Length))}{right}";

    /// <summary>Notes a packet that leaves one of the stations.</summary>
    /// <param name="text">As <see cref="PacketDescriber.DescribeContent"/> says it.</param>
    public void Add(Instant time, bool toTheRight, string text) => _rungs.Add(new Rung(time, toTheRight, text, Lost: false));

    /// <summary>The packet added last does not arrive.</summary>
    public void MarkLost()
    {
        if (_rungs.Count > 0)
            _rungs[^1] = _rungs[^1] with { Lost = true };
    }

    /// <summary>One packet's line.</summary>
    public string Line(int index) => Draw(_rungs[index]);

    /// <summary>All of it.</summary>
    public string Render()
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (Rung rung in _rungs)
            text.Append(Draw(rung)).Append('\n');
        return text.ToString();
    }

    private string Draw(Rung rung)
    {
        string time = (rung.Time - Instant.Zero).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        // Head and tail of an arrow, two spaces, and three more for the cross.
        int room = width - 10;
        string content = rung.Text.Length <= room ? rung.Text : rung.Text[..(room - 1)] + "…";
        string shaft = new('-', width - content.Length - 7);
        string arrow = (rung.ToTheRight, rung.Lost) switch
        {
            (true, false) => $"---- {content} {shaft}>",
            (true, true) => $"---- {content} {shaft[3..]}X   ",
            (false, false) => $"<--- {content} {shaft}-",
            (false, true) => $"   X {content} {shaft}-",
        };
        return $"{time,10}  |{arrow}|";
    }

    private readonly record struct Rung(Instant Time, bool ToTheRight, string Text, bool Lost);
}
