using System.Diagnostics.CodeAnalysis;

namespace Workbook.Tcp;

/// <summary>What a listener does with a SYN.</summary>
public enum Admission
{
    /// <summary>Keep a half-open connection for it.</summary>
    HalfOpen,

    /// <summary>Answer with a cookie and keep nothing (RFC 4987 section 3.6).</summary>
    Cookie,

    /// <summary>Do nothing; the peer will ask again.</summary>
    Drop,
}

/// <summary>
/// The connections that a listener has on hand: those whose handshake is not over yet, and those that wait for the application
/// to accept them. Both numbers are bounded, and nobody ever waits for room: what finds none is dropped, and the peer,
/// which has no answer, sends it again.
/// </summary>
/// <typeparam name="T">A connection.</typeparam>
public sealed class ListenQueue<T>
    where T : class
{
    private readonly int _backlog, _halfOpenLimit, _cookieThreshold;
    private readonly HashSet<T> _halfOpen = [];
    private readonly Queue<T> _ready = [];

    /// <param name="backlog">The most connections that may wait to be accepted, at least 1.</param>
    /// <param name="halfOpenLimit">The most handshakes to keep at once.</param>
    /// <param name="cookieThreshold">From so many handshakes on, new ones get cookies; int.MaxValue for never.</param>
    public ListenQueue(int backlog, int halfOpenLimit = 256, int cookieThreshold = 128)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(backlog, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(halfOpenLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(cookieThreshold);
        _backlog = backlog;
        _halfOpenLimit = halfOpenLimit;
        _cookieThreshold = cookieThreshold;
    }

    /// <summary>Handshakes that are not over.</summary>
    public int HalfOpenCount => _halfOpen.Count;

    /// <summary>Connections that wait to be accepted.</summary>
    public int ReadyCount => _ready.Count;

    /// <summary>Whether one more connection may wait. While there is no room, the segment that would complete a handshake is dropped
    /// before the handshake sees it: the connection stays half-open and tries again with the peer's next.</summary>
    public bool HasRoom => _ready.Count < _backlog;

    /// <summary>Whether the next SYN is to be answered with a cookie.</summary>
    public bool ShouldUseCookie => OnSyn() == Admission.Cookie;

    /// <summary>What to do with a SYN that has just come. Changes nothing.</summary>
    public Admission OnSyn()
    {
        #region exercise 6.11: decide about a SYN: keep a half-open connection, answer with a cookie, or drop it
        throw new NotImplementedException("exercise 6.11");
        #endregion
    }

    /// <summary>Takes in a half-open connection, if <see cref="OnSyn"/> allows it.</summary>
    public bool TryAddHalfOpen(T connection) => OnSyn() == Admission.HalfOpen && _halfOpen.Add(connection);

    /// <summary>A handshake is complete, or a cookie has come back: the connection waits to be accepted. False, and it is where it
    /// was, when there is no room.</summary>
    public bool Complete(T connection)
    {
        if (!HasRoom)
            return false;
        _halfOpen.Remove(connection);
        _ready.Enqueue(connection);
        return true;
    }

    /// <summary>Hands out the connection that has waited longest.</summary>
    public bool TryAccept([MaybeNullWhen(false)] out T connection) => _ready.TryDequeue(out connection);

    /// <summary>Forgets a connection that has ended, wherever it is; false if it is not here.</summary>
    public bool Remove(T connection)
    {
        if (_halfOpen.Remove(connection))
            return true;
        int count = _ready.Count;
        for (int i = 0; i < count; i++)
        {
            T next = _ready.Dequeue();
            if (!ReferenceEquals(next, connection))
                _ready.Enqueue(next);
        }

        return _ready.Count < count;
    }

    /// <summary>The listener closes: empties the queue and returns what was in it, for the caller to abort.</summary>
    public IReadOnlyList<T> Clear()
    {
        T[] all = [.. _halfOpen, .. _ready];
        _halfOpen.Clear();
        _ready.Clear();
        return all;
    }
}
