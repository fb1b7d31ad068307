namespace Workbook.Harness;

/// <summary>One field of a segment that was expected and one that left.</summary>
internal sealed record FieldComparison(string Field, string Expected, string Actual, bool Differs);

/// <summary>Compares a segment that left with what a script says of it.</summary>
internal sealed class SegmentComparison
{
    private readonly ScriptNumbers _numbers;
    private readonly SegmentText _expected;
    private readonly WireSegment _actual;
    private readonly List<FieldComparison> _fields = [];

    /// <param name="finArrived">The last segment that arrived carried a FIN: for guessing what went wrong.</param>
    public SegmentComparison(SegmentText expected, WireSegment actual, ScriptNumbers numbers, bool finArrived)
    {
        (_expected, _actual, _numbers) = (expected, actual, numbers);
        if (actual.Fault is not null)
            Differs("datagram", "well formed", "broken", actual.Fault);
        if (actual.Fault is null && numbers.AddressFault(actual, expected) is { } addressFault)
            Differs("addresses", "the connection's", "others", addressFault);
        CompareFlags();
        CompareNumber("sequence", expected.Sequence, actual.Sequence, numbers.Local, numbers.ShowLocal, actual.Has(WireSegment.Fin));
        CompareLength();
        if (expected.Acknowledgment is not null || actual.Has(WireSegment.Ack))
            CompareNumber("acknowledgment", expected.Acknowledgment, actual.Acknowledgment, numbers.Remote, numbers.ShowRemote, finArrived);
        CompareValue("window", expected.Window, actual.Window);
        if (expected.UrgentPointer is not null || actual.Has(WireSegment.Urg))
            CompareValue("urgent", expected.UrgentPointer, actual.UrgentPointer);
        CompareOptions();
        CompareContent();
    }

    public IReadOnlyList<FieldComparison> Fields => _fields;

    /// <summary>What differs first, in one line; null if all is as expected.</summary>
    public string? Why { get; private set; }

    private void Same(string field, string expected, string actual) => _fields.Add(new(field, expected, actual, false));

    private void Differs(string field, string expected, string actual, string why)
    {
        _fields.Add(new(field, expected, actual, true));
        Why ??= why;
    }

    private void CompareFlags()
    {
        string actual = ScriptNumbers.ShowFlags(_actual.Flags);
        if (_expected.Flags is not { } wanted || wanted == _actual.Flags)
            Same("flags", _expected.Flags is null ? "any" : actual, actual);
        else
            Differs("flags", ScriptNumbers.ShowFlags(wanted), actual, FlagsWhy(wanted, _actual.Flags));
    }

    private static string FlagsWhy(byte wanted, byte found)
    {
        string missing = Names((byte)(wanted & ~found)), extra = Names((byte)(found & ~wanted));
        return missing.Length > 0 && extra.Length > 0 ? $"{missing} should be set, and {extra} should not"
            : missing.Length > 0 ? $"{missing} should be set" : $"{extra} should not be set";
    }

    private static string Names(byte flags) => string.Join(" and ", new[]
    {
        (WireSegment.Syn, "SYN"), (WireSegment.Fin, "FIN"), (WireSegment.Rst, "RST"), (WireSegment.Psh, "PSH"),
        (WireSegment.Ack, "ACK"), (WireSegment.Urg, "URG"), (WireSegment.Ece, "ECE"), (WireSegment.Cwr, "CWR"),
    }.Where(flag => (flags & flag.Item1) != 0).Select(flag => flag.Item2));

    private void CompareNumber(string field, long? expected, uint actual, Func<long, uint> toWire, Func<uint, string> show, bool finCounts)
    {
        if (expected is null || toWire(expected.Value) == actual)
        {
            Same(field, expected is null ? "any" : show(actual), show(actual));
            return;
        }
        int difference = (int)(actual - toWire(expected.Value));
        string why = $"{field} is {Math.Abs((long)difference)} too {(difference < 0 ? "low" : "high")}";
        if (difference == -1)
            why += finCounts ? ": a FIN counts as one" : ": a SYN counts as one";
        Differs(field, show(toWire(expected.Value)), show(actual), why);
    }

    private void CompareLength()
    {
        int actual = _actual.Payload.Length;
        if (_expected.Length is not { } wanted || wanted == actual)
            Same("length", _expected.Length is null ? "any" : $"{actual}", $"{actual}");
        else
            Differs("length", $"{wanted}", $"{actual}", $"it carries {actual} octets instead of {wanted}");
    }

    private void CompareValue(string field, ushort? expected, ushort actual)
    {
        if (expected is null || expected == actual)
            Same(field, expected is null ? "any" : $"{actual}", $"{actual}");
        else
            Differs(field, $"{expected}", $"{actual}", $"{field} is {actual} instead of {expected}");
    }

    private void CompareOptions()
    {
        IReadOnlyList<string> all = _numbers.Options(_actual);
        if (_expected.Options is not { } wanted)
        {
            Same("options", "any", Text(all));
            return;
        }
        // Padding is compared only where the script speaks of it.
        var found = wanted.Any(IsPadding) ? all : [.. all.Where(option => !IsPadding(option))];
        string? why = OptionsWhy(wanted, found);
        string shown = _expected.MoreOptions ? Text([.. wanted, "..."]) : Text(wanted);
        if (why is null)
            Same("options", shown, Text(all));
        else
            Differs("options", shown, Text(all), why);
    }

    private string? OptionsWhy(IReadOnlyList<string> wanted, IReadOnlyList<string> found)
    {
        var left = found.ToList();
        int last = -1;
        bool inOrder = true;
        foreach (string option in wanted)
        {
            // The same option twice (two nops): the first that no expectation has used yet.
            int at = left.FindIndex(candidate => OptionText.Matches(option, candidate));
            if (at < 0)
                return found.FirstOrDefault(o => o.Split(' ')[0] == option.Split(' ')[0]) is { } other
                    ? $"option '{other}' should be '{option}'" : $"option '{option}' is missing";
            inOrder &= at > last;
            last = at;
            left[at] = "";
        }
        if (!_expected.MoreOptions && left.Find(option => option.Length > 0) is { } extra)
            return $"option '{extra}' should not be there";
        return inOrder ? null : "the options stand in another order";
    }

    private static bool IsPadding(string option) => option is "nop" or "eol";

    private static string Text(IReadOnlyList<string> options) => options.Count == 0 ? "none" : string.Join(", ", options);

    private void CompareContent()
    {
        if (_actual.Payload.Length == 0)
            return;
        string? difference = Pattern.Difference(_actual.Payload, _numbers.LocalOffset(_actual));
        if (difference is null)
            Same("content", "the stream's", "the stream's");
        else
            Differs("content", "the stream's", "other bytes", difference);
    }
}
