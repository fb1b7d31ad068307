namespace Workbook.Host.Verification;

/// <summary>Says whether sequence number <paramref name="a"/> comes before <paramref name="b"/> (RFC 9293 section 3.4).</summary>
public delegate bool ComesBefore(uint a, uint b);

/// <summary>A cache of a fixed number of entries that makes room by forgetting the least recently used one.</summary>
public interface ISmallCache
{
    /// <summary>Enters a value, which counts as a use. May push another one out.</summary>
    void Put(int key, int value);

    /// <summary>Looks a value up, which counts as a use.</summary>
    bool TryGet(int key, out int value);
}

/// <summary>What the judges of this chapter have before them: of each thing one that is right and one that is wrong.</summary>
/// <remarks>The wrong ones are no inventions: each was found in a stack that had worked for a long time.</remarks>
public static class Suspects
{
    public static bool RightOrder(uint a, uint b) => unchecked((int)(a - b)) < 0;

    /// <summary>Right for four billion bytes.</summary>
    public static bool WrongOrder(uint a, uint b) => a < b;

    /// <summary>Sends back what comes in, and closes when the client does.</summary>
    public static Task RightEchoAsync(TcpStream stream) => EchoAsync(stream, sendsRest: true);

    /// <summary>Collects what comes in for a moment, to send back more at a time; and when the client closes, so does it.</summary>
    public static Task WrongEchoAsync(TcpStream stream) => EchoAsync(stream, sendsRest: false);

    public static ISmallCache RightCache(int capacity) => new Cache(capacity, touchOnGet: true);

    /// <summary>Called LRU by its author.</summary>
    public static ISmallCache WrongCache(int capacity) => new Cache(capacity, touchOnGet: false);

    private static async Task EchoAsync(TcpStream stream, bool sendsRest)
    {
        const int Worthwhile = 1000;
        await using (stream)
        {
            byte[] held = new byte[64 << 10];
            int count = 0;
            while (await stream.ReadAsync(held.AsMemory(count)) is var read and > 0)
            {
                count += read;
                // Nothing more for the moment, or enough to be worth a segment.
                await Task.Delay(TimeSpan.FromMilliseconds(1), stream.Time);
                if (stream.Available > 0 && count < Worthwhile || stream.Info.State != Tcp.TcpState.Established && !sendsRest)
                    continue;
                await stream.WriteAsync(held.AsMemory(0, count));
                count = 0;
            }
            if (sendsRest)
                await stream.WriteAsync(held.AsMemory(0, count));
        }
    }

    private sealed class Cache(int capacity, bool touchOnGet) : ISmallCache
    {
        private readonly List<(int Key, int Value)> _byUse = [];

        public void Put(int key, int value)
        {
            int known = _byUse.RemoveAll(entry => entry.Key == key);
            if (known == 0 && _byUse.Count == capacity)
                _byUse.RemoveAt(0);
            _byUse.Add((key, value));
        }

        public bool TryGet(int key, out int value)
        {
            int index = _byUse.FindIndex(entry => entry.Key == key);
            value = index < 0 ? 0 : _byUse[index].Value;
            if (index >= 0 && touchOnGet)
                Put(key, value);
            return index >= 0;
        }
    }
}
