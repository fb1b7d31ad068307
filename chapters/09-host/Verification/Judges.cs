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
        throw new NotImplementedException("exercise 9.6");
        #endregion
    }

    /// <summary>Judges the echo server at the other end of a connection; reads and writes as it likes.</summary>
    /// <returns>True if every byte came back in its place.</returns>
    /// <remarks>Bytes that are lost never come: a judge that waits for them for ever has not judged. What ends the stream?</remarks>
    public static async Task<bool> AcceptsEchoAsync(TcpStream stream)
    {
        #region exercise 9.7: write the test that kills an echo server which loses what it holds when its client half-closes
        throw new NotImplementedException("exercise 9.7");
        #endregion
    }

    /// <summary>Judges caches that claim to forget the least recently used entry.</summary>
    /// <param name="create">Makes an empty one of the capacity given, 1 or more.</param>
    /// <returns>True if they do.</returns>
    public static bool AcceptsCache(Func<int, ISmallCache> create)
    {
        #region exercise 9.8: write the test that kills a cache which forgets the oldest entry instead of the least recently used
        throw new NotImplementedException("exercise 9.8");
        #endregion
    }
}
