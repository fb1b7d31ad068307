using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>
/// The part of a target that is the same everywhere: a queue of what has left, the words of an action, and the
/// application's stream, whose content is always <see cref="Pattern"/>.
/// </summary>
public abstract class ScriptTarget : IScriptTarget
{
    private readonly Queue<byte[]> _sent = new();
    private long _written;
    private long _read;

    public abstract void Arrive(ReadOnlySpan<byte> ipv4Datagram, Instant now);
    public abstract void Tick(Instant now);
    public abstract Instant NextDeadline { get; }
    public abstract string State { get; }

    public virtual string Describe(string name) => throw new NotSupportedException($"this target has no value called '{name}'");

    public bool TryTakeSent([NotNullWhen(true)] out byte[]? ipv4Datagram) => _sent.TryDequeue(out ipv4Datagram);

    public void Act(string action, Instant now)
    {
        string[] words = action.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int number = words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0;
        if (!Act(words[0], number, now) && !ActOn(action, now))
            throw new NotSupportedException($"this target has no action called '{action}'");
    }

    /// <summary>One word and perhaps a number: <c>listen</c>, <c>write 1000</c>. False if there is no such action.</summary>
    protected abstract bool Act(string verb, int number, Instant now);

    /// <summary>Actions of more than that. False if there is no such action.</summary>
    protected virtual bool ActOn(string action, Instant now) => false;

    /// <summary>A datagram leaves.</summary>
    protected void Leave(ReadOnlySpan<byte> ipv4Datagram) => _sent.Enqueue(ipv4Datagram.ToArray());

    /// <summary>A TCP segment leaves; the harness writes the IPv4 header.</summary>
    protected void Leave(IPv4Address source, IPv4Address destination, ReadOnlySpan<byte> segment) =>
        _sent.Enqueue(IPv4Wire.Wrap(source, destination, segment));

    /// <summary>The next bytes that the application would write; <see cref="Written"/> says how many were taken.</summary>
    protected byte[] NextToWrite(int count) => Pattern.Bytes(_written, count);

    protected void Written(int count) => _written += count;

    /// <summary>Checks what the application has read against what the peer's stream holds there.</summary>
    protected void HasRead(ReadOnlySpan<byte> bytes)
    {
        Pattern.Check(bytes, _read);
        _read += bytes.Length;
    }
}
