using Workbook.Basics;
using Workbook.Playground.Traffic;

namespace Workbook.Playground;

/// <summary>A wire between two stations: so long, so fast, with such a queue before it, and with as much bad luck as is asked
/// for. Everything may be changed while the world runs; frames on their way stay as they are.</summary>
public sealed class Wire
{
    private readonly World _world;
    private readonly HashSet<int> _lose = [];
    private readonly HashSet<int> _loseData = [];
    private readonly Dictionary<int, TimeSpan> _hold = [];
    private readonly List<Func<Frame, bool>> _predicates = [];
    private readonly Random _random;
    private double _chance;
    private int _data;

    internal Wire(World world, Station left, Station right, int mtu, int seed)
    {
        (_world, Left, Right, _random) = (world, left, right, new Random(seed));
        LeftEnd = new WireEnd(this, left, new MacAddress(0x02_00_00_00_00_00 + (ulong)world.NextStation()), mtu);
        RightEnd = new WireEnd(this, right, new MacAddress(0x02_00_00_00_00_00 + (ulong)world.NextStation()), mtu);
        (LeftEnd.Peer, RightEnd.Peer) = (RightEnd, LeftEnd);
    }

    public Station Left { get; }
    public Station Right { get; }

    /// <summary>From one end to the other.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What passes in a second, in either direction; 0 for no limit.</summary>
    public long BytesPerSecond { get; set; }

    /// <summary>Frames that may wait at each end for the wire to be free, the one that is being sent included; one more is dropped.</summary>
    public int Queue { get; set; } = 100;

    /// <summary>Nothing gets through.</summary>
    public bool IsCut { get; set; }

    internal World World => _world;
    internal SequenceBook Book { get; } = new();
    internal WireEnd LeftEnd { get; }
    internal WireEnd RightEnd { get; }

    /// <summary>Loses frames by the numbers that the ladder shows.</summary>
    public void Lose(params int[] numbers) => _lose.UnionWith(numbers);

    /// <summary>Loses segments with data from the left to the right, as they are sent for the first time: 3 is the third.</summary>
    public void LoseData(params int[] numbers) => _loseData.UnionWith(numbers);

    /// <summary>Loses every frame of which this is true.</summary>
    public void LoseIf(Func<Frame, bool> predicate) => _predicates.Add(predicate);

    /// <summary>Loses each frame with this chance, 0 to 1; the same ones every time.</summary>
    public void LoseByChance(double chance) => _chance = chance;

    /// <summary>Holds a frame back, so that those behind overtake it.</summary>
    public void Hold(int number, TimeSpan time) => _hold[number] = time;

    internal bool Joins(Station station) => station == Left || station == Right;

    /// <summary>What shall befall a frame; "" for nothing.</summary>
    internal string FateOf(Frame frame)
    {
        if (frame.Number == 0)
            return "";
        int data = frame.HasData && !frame.IsAgain && frame.From == Left ? ++_data : 0;
        bool unlucky = _chance > 0 && _random.NextDouble() < _chance;
        return IsCut || unlucky || _lose.Contains(frame.Number) || _loseData.Contains(data) || _predicates.Exists(p => p(frame)) ? "lost" : "";
    }

    internal TimeSpan HoldOf(Frame frame) => _hold.GetValueOrDefault(frame.Number);
}
