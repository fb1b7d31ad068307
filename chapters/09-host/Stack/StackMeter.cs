using System.Diagnostics.Metrics;
using Workbook.Basics;

namespace Workbook.Host;

/// <summary>
/// Publishes a stack's counters by System.Diagnostics.Metrics, for <c>dotnet-counters monitor Workbook</c> and every
/// collector: an instrument for each <see cref="Counter"/>, and one for all drops with the reason as a tag.
/// </summary>
public sealed class StackMeter : IDisposable
{
    public const string Name = "Workbook";

    private readonly Meter _meter;

    public StackMeter(NetworkStack stack)
    {
        var tag = new KeyValuePair<string, object?>("stack", stack.Name);
        _meter = new Meter(Name, null, [tag], this);
        foreach (Counter counter in Enum.GetValues<Counter>())
            _meter.CreateObservableCounter(InstrumentName(counter), () => stack.Counters[counter]);
        DropReason[] reasons = Enum.GetValues<DropReason>();
        _meter.CreateObservableCounter("workbook.drops", () => reasons
            .Where(reason => stack.Counters[reason] > 0)
            .Select(reason => new Measurement<long>(stack.Counters[reason], new KeyValuePair<string, object?>("reason", reason.ToString()))));
        if (stack.Tcp is { } tcp)
            _meter.CreateObservableGauge("workbook.tcp_connections", () => tcp.Count);
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>SegmentsIn: workbook.segments_in.</summary>
    private static string InstrumentName(Counter counter) =>
        "workbook." + string.Concat(counter.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
