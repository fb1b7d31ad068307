namespace Workbook.Host.Verification;

/// <content>Caches: makers that are told the capacity.</content>
public static partial class Suspects
{
    public static readonly IReadOnlyList<Suspect<Func<int, ISmallCache>>> RightCaches =
    [
        new("a list in the order of use", static capacity => new Cache(capacity)),
        new("a clock that goes on with every use, and a search for the oldest time", static capacity => new StampedCache(capacity)),
        new("a list that leaves -1 as the value of what it does not know", static capacity => new Cache(capacity) { Missing = -1 }),
    ];

    public static readonly IReadOnlyList<Suspect<Func<int, ISmallCache>>> CachesThatAreQueues =
    [
        // Called LRU by its author.
        new("first in, first out: it forgets the oldest, used or not", static capacity => new Cache(capacity) { IsUsedByGet = false, IsUsedByPut = false }),
        new("looking up is no use, only putting is", static capacity => new Cache(capacity) { IsUsedByGet = false }),
        new("putting again is no use, only looking up is", static capacity => new Cache(capacity) { IsUsedByPut = false }),
    ];

    public static readonly IReadOnlyList<Suspect<Func<int, ISmallCache>>> CachesThatForgetTheWrongOne =
    [
        new("it forgets the most recently used", static capacity => new Cache(capacity) { Victim = static entries => entries.Count - 1 }),
        new("it forgets the least often used", static capacity => new Cache(capacity) { Victim = static entries => entries.IndexOf(entries.MinBy(entry => entry.Uses)!) }),
        new("it forgets the smallest key", static capacity => new Cache(capacity) { Victim = static entries => entries.IndexOf(entries.MinBy(entry => entry.Key)!) }),
    ];

    public static readonly IReadOnlyList<Suspect<Func<int, ISmallCache>>> CachesThatForgetTooMuchOrTooLittle =
    [
        new("it forgets nothing", static _ => new Cache(int.MaxValue)),
        new("it holds one entry too many", static capacity => new Cache(capacity + 1)),
        new("it holds one entry too few", static capacity => new Cache(capacity - 1)),
        new("it forgets everything when it is full", static capacity => new Cache(capacity) { ForgetsAll = true }),
        new("it takes nothing new when it is full", static capacity => new Cache(capacity) { TakesNothingNew = true }),
    ];

    public static readonly IReadOnlyList<Suspect<Func<int, ISmallCache>>> CachesWithWrongValues =
    [
        new("it knows the keys, but the value is always 0", static capacity => new Cache(capacity) { Shows = static _ => 0 }),
        new("it gives out the key for the value", static capacity => new Cache(capacity) { Shows = static entry => entry.Key }),
        new("it keeps the first value of a key when another is put", static capacity => new Cache(capacity) { KeepsFirstValue = true }),
    ];

    private sealed class Entry(int key, int value)
    {
        public int Key => key;
        public int Value { get; set; } = value;
        public int Uses { get; set; } = 1;
    }

    /// <summary>Right, unless it is told otherwise.</summary>
    private sealed class Cache(int capacity) : ISmallCache
    {
        private readonly List<Entry> _byUse = [];

        public bool IsUsedByGet { get; init; } = true;
        public bool IsUsedByPut { get; init; } = true;
        public bool ForgetsAll { get; init; }
        public bool TakesNothingNew { get; init; }
        public bool KeepsFirstValue { get; init; }
        public int Missing { get; init; }
        public Func<List<Entry>, int> Victim { get; init; } = static _ => 0;
        public Func<Entry, int> Shows { get; init; } = static entry => entry.Value;

        public void Put(int key, int value)
        {
            if (_byUse.Find(entry => entry.Key == key) is { } known)
            {
                known.Value = KeepsFirstValue ? known.Value : value;
                if (IsUsedByPut)
                    Use(known);
            }
            else if (_byUse.Count < capacity || MakeRoom())
                _byUse.Add(new Entry(key, value));
        }

        public bool TryGet(int key, out int value)
        {
            Entry? known = _byUse.Find(entry => entry.Key == key);
            value = known is null ? Missing : Shows(known);
            if (known is not null && IsUsedByGet)
                Use(known);
            return known is not null;
        }

        private bool MakeRoom()
        {
            if (ForgetsAll)
                _byUse.Clear();
            else if (!TakesNothingNew && _byUse.Count > 0)
                _byUse.RemoveAt(Victim(_byUse));
            return !TakesNothingNew;
        }

        private void Use(Entry entry)
        {
            entry.Uses++;
            _byUse.Remove(entry);
            _byUse.Add(entry);
        }
    }

    /// <summary>Another way to be right: nothing is moved, everything is dated.</summary>
    private sealed class StampedCache(int capacity) : ISmallCache
    {
        private readonly Dictionary<int, (int Value, int Used)> _entries = [];
        private int _clock;

        public void Put(int key, int value)
        {
            if (!_entries.ContainsKey(key) && _entries.Count == capacity)
                _entries.Remove(_entries.MinBy(entry => entry.Value.Used).Key);
            _entries[key] = (value, _clock++);
        }

        public bool TryGet(int key, out int value)
        {
            bool isKnown = _entries.TryGetValue(key, out (int Value, int Used) entry);
            value = entry.Value;
            if (isKnown)
                _entries[key] = (value, _clock++);
            return isKnown;
        }
    }
}
