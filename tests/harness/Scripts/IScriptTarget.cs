using System.Diagnostics.CodeAnalysis;
using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>Something without a clock or thread of its own that takes and sends IPv4 datagrams.</summary>
public interface IWireEnd
{
    /// <summary>A whole IPv4 datagram has come in; it is valid during the call.</summary>
    void Arrive(ReadOnlySpan<byte> ipv4Datagram, Instant now);

    /// <summary>Does what is due. Afterwards <see cref="NextDeadline"/> must lie after <paramref name="now"/>.</summary>
    void Tick(Instant now);

    /// <summary>When <see cref="Tick"/> is wanted next; an instant that has passed means at once.</summary>
    Instant NextDeadline { get; }

    /// <summary>Hands out the datagrams that have left, oldest first.</summary>
    bool TryTakeSent([NotNullWhen(true)] out byte[]? ipv4Datagram);
}

/// <summary>What a <see cref="TcpScript"/> drives: one end of one or more TCP connections.</summary>
public interface IScriptTarget : IWireEnd
{
    /// <summary>The application acts: the text of a <c>!</c> line, such as <c>write 1000</c>.</summary>
    void Act(string action, Instant now);

    /// <summary>What <c>= Established</c> is compared with.</summary>
    string State { get; }

    /// <summary>What <c>= cwnd 14600</c> is compared with, <paramref name="name"/> being <c>cwnd</c>.</summary>
    string Describe(string name);
}
