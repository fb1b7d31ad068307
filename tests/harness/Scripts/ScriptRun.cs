using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>One run of a script: takes its steps one by one and lets time pass from deadline to deadline.</summary>
internal sealed class ScriptRun
{
    private readonly IReadOnlyList<ScriptStep> _steps;
    private readonly IScriptTarget _target;
    private readonly ScriptNumbers _numbers;
    private readonly VirtualTime _time;
    private readonly Queue<(Instant Time, WireSegment Segment)> _left = new();
    private readonly CaptureFile _capture = new();
    private readonly FailureStory _story;
    private bool _finArrived;

    public ScriptRun(IReadOnlyList<ScriptStep> steps, IScriptTarget target, ScriptOptions options)
    {
        (_steps, _target) = (steps, target);
        _numbers = new ScriptNumbers(options);
        _time = new VirtualTime(options.Start);
        _time.Add(() => target.NextDeadline, now =>
        {
            target.Tick(now);
            Collect();
        });
        _story = new FailureStory(steps, options, _capture);
    }

    public void Run()
    {
        foreach (ScriptStep step in _steps)
            Guard(step, () => Take(step));
        Guard(null, () => NothingWaits("when the script ended"));
    }

    private void Guard(ScriptStep? step, Action take)
    {
        try
        {
            take();
            _story.Done(_time.Now);
        }
        catch (StepFailure failure)
        {
            throw new ScriptFailedException(_story.Tell(step, _time.Now, failure.Message, failure.Fields, AlsoLeft()));
        }
        catch (NotImplementedException waiting)
        {
            throw new ScriptFailedException(_story.Tell(step, _time.Now, FailureStory.Waiting(waiting), [], AlsoLeft()), waiting);
        }
        catch (Exception thrown)
        {
            string why = $"{thrown.GetType().Name}: {thrown.Message}";
            throw new ScriptFailedException(_story.Tell(step, _time.Now, why, [], AlsoLeft()), thrown);
        }
    }

    private void Take(ScriptStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Leaves:
                Leaves(step);
                break;
            case StepKind.Passes:
                Pass(step.Earliest);
                break;
            case StepKind.Arrives:
                Pass(step.Earliest);
                NothingWaits("before this step");
                Arrives(step.Segment!);
                break;
            case StepKind.Acts:
                Pass(step.Earliest);
                NothingWaits("before this step");
                _target.Act(step.Argument, _time.Now);
                Settle();
                break;
            case StepKind.Shows:
                Pass(step.Earliest);
                Shows(step.Argument);
                break;
        }
    }

    private void Arrives(SegmentText text)
    {
        WireSegment segment = _numbers.Arriving(text);
        byte[] datagram = segment.Encode(text.BadChecksum, text.IPOptions);
        _finArrived = segment.Has(WireSegment.Fin);
        _capture.Add(_time.Now, datagram);
        _target.Arrive(datagram, _time.Now);
        Settle();
    }

    private void Leaves(ScriptStep step)
    {
        Instant start = _time.Now;
        if (step.Latest > TimeSpan.Zero)
            NothingWaits("before this step");
        Instant earliest = start + step.Earliest, latest = start + step.Latest;
        while (_left.Count == 0 && _time.RunNext(latest)) { }
        if (_left.Count == 0)
            throw NothingLeft(start, latest);
        var (time, segment) = _left.Dequeue();
        _numbers.Learn(segment, step.Segment);
        var comparison = new SegmentComparison(step.Segment!, segment, _numbers, _finArrived);
        if (time < earliest)
            throw new StepFailure($"it left {Seconds(time - start)} after the step before instead of {Seconds(step.Earliest)}: too early", comparison.Fields);
        if (comparison.Why is { } why)
            throw new StepFailure(why, comparison.Fields);
        _time.Settle();
    }

    /// <summary>Goes on for a while, only to say whether the segment comes late or not at all.</summary>
    private StepFailure NothingLeft(Instant start, Instant latest)
    {
        string missed = latest == start ? "nothing was sent" : $"nothing was sent within {Seconds(latest - start)}";
        _time.RunUntil(latest);
        while (_left.Count == 0 && _time.RunNext(latest + TcpScript.Patience)) { }
        return _left.Count > 0
            ? new StepFailure($"{missed}; something leaves {Seconds(_left.Peek().Time - latest)} later")
            : new StepFailure(latest == start ? $"nothing was sent, not even within {Seconds(TcpScript.Patience)} from then" : missed);
    }

    /// <summary>Lets time pass. What leaves at its very end is for the next steps to name.</summary>
    private void Pass(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return;
        NothingWaits("before this step");
        Instant end = _time.Now + duration;
        while (_time.RunNext(end))
        {
            if (_time.Now < end)
                NothingWaits($"at {_time.Now}");
        }
        _time.RunUntil(end);
    }

    private void Shows(string argument)
    {
        int blank = argument.IndexOf(' ');
        string name = blank < 0 ? "state" : argument[..blank];
        string wanted = blank < 0 ? argument : argument[blank..].Trim();
        string found = blank < 0 ? _target.State : _target.Describe(name).Trim();
        if (found != wanted)
            throw new StepFailure($"{name} is {found} instead of {wanted}", [new FieldComparison(name, wanted, found, true)]);
    }

    private void NothingWaits(string when)
    {
        if (_left.Count == 0)
            return;
        _numbers.Learn(_left.Peek().Segment, null);
        string broken = _left.Peek().Segment.Fault is { } fault ? $" ({fault})" : "";
        throw new StepFailure($"a segment left {when} that no step expects: {_numbers.Show(_left.Dequeue().Segment)}{broken}");
    }

    private void Settle()
    {
        Collect();
        _time.Settle();
    }

    private void Collect()
    {
        while (_target.TryTakeSent(out byte[]? datagram))
        {
            _capture.Add(_time.Now, datagram);
            _left.Enqueue((_time.Now, WireSegment.Decode(datagram)));
        }
    }

    private IReadOnlyList<string> AlsoLeft() => [.. _left.Select(left => $"{left.Time}  {_numbers.Show(left.Segment)}")];

    private static string Seconds(TimeSpan time) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.######} s");
}
