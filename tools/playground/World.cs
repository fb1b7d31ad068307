using Workbook.Basics;
using Workbook.Host;
using Workbook.Link;
using Workbook.Playground.Traffic;
using Workbook.Tcp;

namespace Workbook.Playground;

/// <summary>
/// A few stations and the wires between them, in virtual time: the same seed makes the same world, to the last bit, and an
/// hour passes in a moment. Its clock stands still until it is told to run.
/// </summary>
public sealed partial class World : IDisposable
{
    private const int MostFrames = 200_000, MostTurnsAtATime = 50_000;

    private readonly VirtualTime _time;
    private readonly List<Station> _stations = [];
    private readonly List<Wire> _wires = [];
    private readonly List<Frame> _frames = [];
    private readonly List<Remark> _said = [];
    private readonly SequenceBook _book = new();
    private readonly ITimer _pulse;
    private readonly int _seed;
    private Instant _start = Instant.Never;
    private Instant _turn = Instant.Zero;
    private Instant _pulsed = Instant.Zero;
    private int _turns, _addresses, _noted;
    private bool _pulsing;

    /// <param name="seed">Everything that is left to chance hangs on it.</param>
    /// <param name="limit">How far the clock may go. Default: a day.</param>
    public World(int seed = 1, TimeSpan? limit = null)
    {
        _seed = seed;
        _time = new VirtualTime(limit ?? TimeSpan.FromHours(24));
        Loop = new StackLoop(_time);
        _pulse = _time.CreateTimer(_ => TakeSamples(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public StackLoop Loop { get; }
    public IReadOnlyList<Station> Stations => _stations;
    public IReadOnlyList<Wire> Wires => _wires;

    /// <summary>The wire; the first, if there are several.</summary>
    public Wire Wire => _wires.Count > 0 ? _wires[0] : throw new InvalidOperationException("This world has no wire yet: begin with world.Pair().");

    /// <summary>Every frame since the clock began, in the order of sending.</summary>
    public IReadOnlyList<Frame> Frames => _frames;

    /// <summary>What applications have said, in order.</summary>
    public IReadOnlyList<Remark> Said => _said;

    /// <summary>Since the stations know each other.</summary>
    public TimeSpan Now => SinceStart(Loop.Now);

    /// <summary>Lets time pass.</summary>
    /// <exception cref="InvalidOperationException">The chapters' code runs in circles: thousands of turns in which no time passes, or more frames
    /// than any of these experiments can need.</exception>
    public World RunFor(TimeSpan span)
    {
        Loop.RunFor(span);
        Sample(Loop.Now);
        return this;
    }

    /// <summary>Lets time pass until something is true.</summary>
    /// <param name="limit">Patience; 10 minutes unless told otherwise.</param>
    /// <exception cref="TimeoutException">It has not become true.</exception>
    public World RunUntil(Func<bool> condition, TimeSpan? limit = null)
    {
        TimeSpan patience = limit ?? TimeSpan.FromMinutes(10), end = Now + patience;
        while (!condition())
        {
            if (Now >= end)
                throw new TimeoutException($"After {patience.TotalSeconds:0.###} s of virtual time it is still not so.");
            Loop.RunFor(TimeSpan.FromMilliseconds(1));
        }
        Sample(Loop.Now);
        return this;
    }

    /// <summary>Runs an application on the loop until it is done: what it awaits of the stacks takes virtual time.</summary>
    public void Run(Func<Task> application) => Loop.Run(application);

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> application) => Loop.Run(application);

    /// <summary>Does something at a time to come.</summary>
    public World At(TimeSpan time, Action action)
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(_ => Once(), null, time > Now ? time - Now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return this;

        void Once()
        {
            timer?.Dispose();
            action();
        }
    }

    /// <inheritdoc cref="Playground.Wire.Lose"/>
    public World Lose(params int[] numbers) => With(wire => wire.Lose(numbers));

    /// <inheritdoc cref="Playground.Wire.LoseData"/>
    public World LoseData(params int[] numbers) => With(wire => wire.LoseData(numbers));

    /// <inheritdoc cref="Playground.Wire.LoseIf"/>
    public World LoseIf(Func<Frame, bool> predicate) => With(wire => wire.LoseIf(predicate));

    /// <inheritdoc cref="Playground.Wire.LoseByChance"/>
    public World LoseByChance(double chance) => With(wire => wire.LoseByChance(chance));

    /// <inheritdoc cref="Playground.Wire.Hold"/>
    public World Hold(int number, TimeSpan time) => With(wire => wire.Hold(number, time));

    public void Dispose() => Loop.Dispose();

    internal TimeSpan SinceStart(Instant now) => _start == Instant.Never ? TimeSpan.Zero : now - _start;

    internal int NextStation() => ++_addresses;

    internal void Note(Remark remark)
    {
        if (_said.Count < MostFrames)
            _said.Add(remark);
    }

    /// <summary>A frame sets out.</summary>
    internal Frame Note(Station? from, Station to, ReadOnlySpan<byte> bytes, Instant now)
    {
        Pulse();
        if (_start == Instant.Never)
            return new Frame(0, from, to, TimeSpan.Zero, bytes.ToArray(), BookOf(from, to));
        if (++_noted > MostFrames)
            throw new InvalidOperationException($"More than {MostFrames} frames, and no end at {Now.TotalSeconds:0.000} s: do two stations answer each other's answers?");
        var frame = new Frame(_noted, from, to, SinceStart(now), bytes.ToArray(), BookOf(from, to));
        _frames.Add(frame);
        return frame;
    }

    /// <summary>A wire has a book of its own: what a router passes on is not said again there. A switch has the world's.</summary>
    private SequenceBook BookOf(Station? from, Station to) =>
        _wires.Find(wire => wire.Joins(to) && (from is null || wire.Joins(from)))?.Book ?? _book;

    /// <summary>The loop looks for frames, as it does once a turn.</summary>
    internal void Turning(Instant now)
    {
        _turns = now == _turn ? _turns + 1 : 0;
        _turn = now;
        if (_turns > MostTurnsAtATime)
            throw new InvalidOperationException($"Time stands still at {Now.TotalSeconds:0.000} s: some timer is due again and again without end.");
    }

    /// <summary>Something has happened: when this turn is over, everybody is looked at.</summary>
    internal void Pulse()
    {
        if (_pulsing)
            return;
        _pulsing = true;
        _pulsed = Loop.Now;
        // A tick later, when this turn and all that follow it at the same moment are over.
        _pulse.Change(TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan);
    }

    private void TakeSamples()
    {
        _pulsing = false;
        Sample(_pulsed);
    }

    private void Sample(Instant at)
    {
        foreach (Station station in _stations)
            station.Sample(SinceStart(at));
    }

    private World With(Action<Wire> change)
    {
        change(Wire);
        return this;
    }
}
