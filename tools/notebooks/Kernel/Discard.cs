namespace Workbook.Notebooks.Kernel;

/// <summary>Why a message was not looked at.</summary>
public enum Discard
{
    /// <summary>No <c>&lt;IDS|MSG&gt;</c> among its first frames.</summary>
    NoDelimiter,

    /// <summary>Fewer than five frames after the delimiter.</summary>
    TooShort,

    /// <summary>More frames, or more bytes, than any client sends.</summary>
    TooLarge,

    /// <summary>Signed with another key, or changed on the way.</summary>
    WrongSignature,

    /// <summary>A message that was here before.</summary>
    Replayed,

    /// <summary>The header is not what a header looks like.</summary>
    BadHeader,

    /// <summary>The content is not what a message of its type carries.</summary>
    BadContent,

    /// <summary>A type of message that this kernel does not know, or not on that channel.</summary>
    UnknownType,

    /// <summary>The kernel itself stumbled over it.</summary>
    Stumbled,
}

/// <summary>How many messages were not looked at, by reason.</summary>
public sealed class DiscardCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<Discard>().Length];

    public long this[Discard reason] => Interlocked.Read(ref _counts[(int)reason]);

    internal void Count(Discard reason) => Interlocked.Increment(ref _counts[(int)reason]);
}
