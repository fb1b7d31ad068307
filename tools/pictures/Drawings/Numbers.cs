using System.Globalization;

namespace Workbook.Pictures.Drawings;

internal static class Numbers
{
    /// <summary>A coordinate: at most one decimal, so that the same picture is the same text everywhere.</summary>
    public static string Coordinate(double value)
    {
        string text = value.ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A number for people: 12,000 or 0.25, up to three decimals.</summary>
    public static string Plain(double value)
    {
        string text = value.ToString("#,0.###", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A time with a fitting unit: 0 s, 250 µs, 12.5 ms, 3 s, 2 min.</summary>
    public static string Time(TimeSpan time)
    {
        double s = time.TotalSeconds;
        return Math.Abs(s) switch
        {
            0 => "0 s",
            < 0.001 => Plain(s * 1_000_000) + " µs",
            < 1 => Plain(s * 1000) + " ms",
            < 600 => Plain(s) + " s",
            < 7200 => Plain(s / 60) + " min",
            _ => Plain(s / 3600) + " h",
        };
    }

    /// <summary>Round steps (1, 2 or 5 times a power of ten) that divide the range into at most <paramref name="most"/> parts.</summary>
    public static double Step(double range, int most)
    {
        if (range <= 0)
            return 1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(range / most)));
        double[] steps = [1, 2, 5, 10];
        return power * steps.First(s => range / (power * s) <= most + 1e-9);
    }
}
