using Workbook.Basics;

namespace Workbook.Tools.Tests.Harness;

/// <summary>A target that does what its strings say: a stand-in for a stack, so that the harness is tested alone.</summary>
internal sealed class Puppet : ScriptTarget
{
    private readonly Dictionary<string, List<(TimeSpan After, WireSegment Segment)>> _answers = [];
    private readonly List<(Instant Due, WireSegment Segment)> _planned = [];
    private int _arrived;

    public static readonly WireSegment Segment = new()
    {
        Source = IPv4Address.Parse("10.0.0.1"),
        Destination = IPv4Address.Parse("10.0.0.2"),
        SourcePort = 80,
        DestinationPort = 40_000,
        Window = 500,
        Flags = WireSegment.Ack,
    };

    public Action<string>? OnAct { get; init; }
    public Func<WireSegment, byte[]> Encode { get; init; } = segment => segment.Encode();
    public List<WireSegment> Arrived { get; } = [];
    public string CurrentState { get; set; } = "Listen";

    public override string State => CurrentState;

    public override string Describe(string name) => name == "cwnd" ? "14600" : base.Describe(name);

    /// <summary>What leaves some time after a trigger: the text of an action, or <c>arrival 1</c>, counted from 1.</summary>
    public Puppet On(string trigger, WireSegment answer, double after = 0)
    {
        if (!_answers.TryGetValue(trigger, out var answers))
            _answers[trigger] = answers = [];
        answers.Add((TimeSpan.FromSeconds(after), answer));
        return this;
    }

    public override void Arrive(ReadOnlySpan<byte> ipv4Datagram, Instant now)
    {
        Arrived.Add(WireSegment.Decode(ipv4Datagram));
        Trigger($"arrival {++_arrived}", now);
    }

    protected override bool Act(string verb, int number, Instant now) => false;

    protected override bool ActOn(string action, Instant now)
    {
        OnAct?.Invoke(action);
        Trigger(action, now);
        return true;
    }

    public override Instant NextDeadline => _planned.Count == 0 ? Instant.Never : _planned.Min(plan => plan.Due);

    public override void Tick(Instant now)
    {
        foreach (var plan in _planned.Where(plan => plan.Due <= now).ToList())
        {
            _planned.Remove(plan);
            Leave(Encode(plan.Segment));
        }
    }

    private void Trigger(string trigger, Instant now)
    {
        foreach (var (after, segment) in _answers.GetValueOrDefault(trigger, []))
            _planned.Add((now + after, segment));
    }
}
