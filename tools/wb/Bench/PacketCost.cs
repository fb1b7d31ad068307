using System.Diagnostics;

namespace Workbook.Cli.Bench;

/// <summary>What it costs to take a packet of one byte and to send it back, while many other connections exist or few.</summary>
internal static class PacketCost
{
    private const int TimesPerLook = 100;

    /// <param name="warmUp">How long each is driven before.</param>
    /// <param name="span">Of one sample.</param>
    /// <param name="few">Connections that talk, in both servers.</param>
    /// <param name="many">Connections of the second server altogether.</param>
    /// <returns>Nanoseconds per packet: few, many, few, many...</returns>
    public static double[] Measure(TimeSpan warmUp, TimeSpan span, int rounds, int few, int many)
    {
        using var small = new RawServer();
        using var large = new RawServer();
        small.Open(few, talk: true);
        large.Open(few, talk: true);
        large.Open(many - few);
        Measure(small, warmUp);
        Measure(large, warmUp);
        double[] result = new double[2 * rounds];
        for (int i = 0; i < rounds; i++)
            (result[2 * i], result[2 * i + 1]) = (Measure(small, span), Measure(large, span));
        return result;
    }

    private static double Measure(RawServer server, TimeSpan span)
    {
        long packets = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < span)
            packets += server.Talk(TimesPerLook);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        return packets > 0 ? took.TotalNanoseconds / packets : throw new InvalidOperationException("nothing came back");
    }
}
