namespace Workbook.Host.Verification;

/// <summary>
/// Tests are code too, and a test that cannot fail is worse than none. Each judge here is a test that you write: it is shown
/// implementations that it knows nothing about, must accept every right one, however it is made, and find the mistake in every
/// wrong one.
/// </summary>
public static class Judges
{
    /// <summary>Judges a comparison of sequence numbers, which count modulo 2^32 (RFC 9293 section 3.4).</summary>
    /// <returns>True if it is right.</returns>
    public static bool AcceptsOrder(ComesBefore comesBefore)
    {
        #region exercise 9.6: write the test that kills a comparison of sequence numbers which does not know that they wrap
        ReadOnlySpan<uint> places = [0, 1, 0x7fff_fff0, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];
        ReadOnlySpan<uint> distances = [1, 2, 1000, 0x7fff_ffff];
        foreach (uint place in places)
        {
            if (comesBefore(place, place))
                return false;
            foreach (uint distance in distances)
            {
                uint later = unchecked(place + distance);
                if (!comesBefore(place, later) || comesBefore(later, place))
                    return false;
            }
        }
        return true;
        #endregion
    }

    /// <summary>Judges the echo server at the other end of a connection; reads and writes as it likes.</summary>
    /// <returns>True if every byte came back in its place.</returns>
    /// <remarks>Bytes that are lost never come: a judge that waits for them for ever has not judged. What ends the stream?</remarks>
    public static async Task<bool> AcceptsEchoAsync(TcpStream stream)
    {
        #region exercise 9.7: write the test that kills an echo server which loses what it holds when its client half-closes
        byte[] sent = new byte[3000];
        new Random(1).NextBytes(sent);
        await stream.WriteAsync(sent);
        stream.ShutdownSend();

        var answer = new MemoryStream();
        byte[] buffer = new byte[1000];
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
            answer.Write(buffer, 0, count);
        return answer.ToArray().AsSpan().SequenceEqual(sent);
        #endregion
    }

    /// <summary>Judges caches that claim to forget the least recently used entry.</summary>
    /// <param name="create">Makes an empty one of the capacity given, 1 or more.</param>
    /// <returns>True if they do.</returns>
    public static bool AcceptsCache(Func<int, ISmallCache> create)
    {
        #region exercise 9.8: write the test that kills a cache which forgets the oldest entry instead of the least recently used
        ISmallCache cache = create(3);
        for (int key = 1; key <= 3; key++)
            cache.Put(key, 10 * key);
        // 1 is the oldest, 3 the newest and seldom used; 2 is used often, but longest ago.
        bool holds = Holds(2, 20) && Holds(2, 20) && Holds(1, 10) && Holds(3, 30);
        cache.Put(4, 40);
        bool forgetsTheUnused = !cache.TryGet(2, out _);
        bool keepsTheOthers = Holds(1, 10) && Holds(3, 30) && Holds(4, 40);
        cache.Put(1, 11);
        cache.Put(5, 50);
        bool puttingIsUsing = !cache.TryGet(3, out _) && Holds(4, 40) && Holds(1, 11) && Holds(5, 50);
        return holds && forgetsTheUnused && keepsTheOthers && puttingIsUsing;

        bool Holds(int key, int value) => cache.TryGet(key, out int found) && found == value;
        #endregion
    }
}
