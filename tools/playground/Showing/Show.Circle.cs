using Workbook.Pictures;
using Workbook.Tcp;

namespace Workbook.Playground;

public static partial class Show
{
    private const long Circle = 1L << 32;

    /// <summary>Numbers on the circle, as seen from one of them: how far each of them is (exercise 6.3 says), and whether that is before or after.</summary>
    public static CirclePicture Around(uint from, params uint[] numbers)
    {
        var here = new SequenceNumber(from);
        var points = numbers.Select(number =>
        {
            int distance = new SequenceNumber(number) - here;
            return new CirclePoint(number, FormattableString.Invariant($"{distance:+#,0;-#,0;0}"), distance < 0 ? Tone.Orange : distance > 0 ? Tone.Green : Tone.Blue);
        });
        return new CirclePicture(FormattableString.Invariant($"Seen from {from:#,0}"), Circle,
            [new(from, Circle / 2, "after it", Tone.Green), new((from + Circle / 2) % Circle, Circle / 2, "before it", Tone.Orange)],
            [new(from, "here", Tone.Blue), .. points]);
    }

    /// <summary>A window on the circle, and which numbers are in it (exercise 6.4 says).</summary>
    public static CirclePicture Window(uint start, uint length, params uint[] numbers)
    {
        var first = new SequenceNumber(start);
        var points = numbers.Select(number => new SequenceNumber(number).IsWithin(first, length)
            ? new CirclePoint(number, "in it", Tone.Green)
            : new CirclePoint(number, "not in it", Tone.Orange));
        return new CirclePicture(FormattableString.Invariant($"{length:#,0} numbers from {start:#,0} on"), Circle, [new(start, length, "the window", Tone.Blue)], [.. points]);
    }
}
