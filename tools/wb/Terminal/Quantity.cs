using System.Globalization;

namespace Workbook.Cli.Terminal;

/// <summary>Sizes, times, rates and chances, as people write and read them.</summary>
public static class Quantity
{
    private static readonly (string Unit, double Factor)[] SizeUnits =
        [("KIB", 1L << 10), ("MIB", 1L << 20), ("GIB", 1L << 30), ("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("B", 1), ("", 1)];

    private static readonly (string Unit, double Factor)[] RateUnits =
        [("KBIT", 1e3), ("MBIT", 1e6), ("GBIT", 1e9), ("BIT", 1), ("", 1)];

    private static readonly (string Unit, double Factor)[] TimeUnits =
        [("US", TimeSpan.TicksPerMicrosecond), ("µS", TimeSpan.TicksPerMicrosecond), ("MS", TimeSpan.TicksPerMillisecond), ("S", TimeSpan.TicksPerSecond), ("MIN", TimeSpan.TicksPerMinute)];

    /// <summary>Bytes: <c>1500</c>, <c>64KiB</c>, <c>100MB</c>, <c>1GiB</c>. KB, MB and GB count by thousands; K, M and G, as
    /// in other tools, by 1024.</summary>
    public static bool TryParseSize(string text, out long bytes) => TryParse(text, SizeUnits, out bytes);

    /// <summary>Bits per second: <c>56kbit</c>, <c>100Mbit</c>, <c>1Gbit</c>; <c>/s</c> may follow.</summary>
    public static bool TryParseRate(string text, out long bitsPerSecond)
    {
        string unit = text.EndsWith("/s", StringComparison.OrdinalIgnoreCase) ? text[..^2] : text;
        return TryParse(unit.EndsWith("bps", StringComparison.OrdinalIgnoreCase) ? unit[..^3] + "bit" : unit, RateUnits, out bitsPerSecond);
    }

    /// <summary>A time: <c>20ms</c>, <c>1.5s</c>, <c>300us</c>, <c>2min</c>. Only 0 needs no unit.</summary>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        bool valid = TryParse(text, TimeUnits, out long ticks) || long.TryParse(text, CultureInfo.InvariantCulture, out ticks) && ticks == 0;
        time = TimeSpan.FromTicks(valid ? ticks : 0);
        return valid;
    }

    /// <summary>A chance: <c>0.1</c> or <c>10%</c>.</summary>
    public static bool TryParseChance(string text, out double chance)
    {
        bool percent = text.EndsWith('%');
        bool valid = double.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out chance);
        chance = percent ? chance / 100 : chance;
        return valid && chance is >= 0 and <= 1;
    }

    /// <summary>Bytes in at most five digits, by thousands: <c>512 B</c>, <c>1.46 kB</c>, <c>100 MB</c>.</summary>
    public static string Size(double bytes) => Scale(bytes, "B");

    /// <summary>Bits per second in at most five digits.</summary>
    public static string Rate(double bitsPerSecond) => Scale(bitsPerSecond, "bit/s");

    /// <summary>A time in the unit that suits it.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        >= 120 => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        >= 1 => Number(time.TotalSeconds, "0.###") + " s",
        >= 0.001 => Number(time.TotalMilliseconds, "0.###") + " ms",
        > 0 => Number(time.TotalMicroseconds, "0.#") + " us",
        _ => "0 s",
    };

    /// <summary>An integer with separators of thousands.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 packet", "2 packets".</summary>
    public static string Count(long number, string noun) => $"{Count(number)} {noun}{(number == 1 ? "" : "s")}";

    private static string Scale(double value, string unit)
    {
        string[] prefixes = ["", "k", "M", "G", "T"];
        int step = 0;
        for (; value >= 999.5 && step < prefixes.Length - 1; step++)
            value /= 1000;
        string format = step == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##";
        return $"{Number(value, format)} {prefixes[step]}{unit}";
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static bool TryParse(string text, (string Unit, double Factor)[] units, out long result)
    {
        result = 0;
        string trimmed = text.Trim().ToUpperInvariant();
        foreach ((string unit, double factor) in units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal))
                continue;
            string number = trimmed[..^unit.Length].TrimEnd();
            const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
            if (!double.TryParse(number, Style, CultureInfo.InvariantCulture, out double value) || !(value * factor < long.MaxValue))
                continue;
            result = (long)Math.Round(value * factor);
            return true;
        }
        return false;
    }
}
