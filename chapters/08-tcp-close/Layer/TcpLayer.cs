using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Tcp;

/// <summary>
/// TCP as a layer: finds the connection of a segment, opens and forgets connections, and keeps their deadlines.
/// Segments are taken by <see cref="Receive"/> as they come; what is to leave goes at <see cref="Flush"/>, once after
/// a batch, so that acknowledgments are aggregated (RFC 9293 MUST-58, MUST-59).
/// </summary>
public sealed partial class TcpLayer : ITransport
{
    private readonly EndpointTable<TcpConnection> _connections;
    private readonly EndpointTable<ListeningPort> _listeners;
    private readonly InitialSequence _initialSequence;
    private readonly SynCookies _cookies;
    private readonly DeadlineQueue _deadlines = new();
    private readonly Queue<TcpConnection> _timeWaits = new();
    private List<TcpConnection> _touched = [];
    private List<TcpConnection> _flushing = [];

    /// <param name="ip">The layer below.</param>
    /// <param name="packets">For what is sent.</param>
    /// <param name="buffers">For what waits to be sent, acknowledged or read.</param>
    /// <param name="secret">16 bytes or more that nobody outside can know: initial sequence numbers and cookies hang on it (RFC 6528).</param>
    /// <param name="random">For ephemeral ports and hash seeds.</param>
    /// <param name="settings">The defaults of connections.</param>
    /// <param name="counters">The stack's counters.</param>
    public TcpLayer(IPv4Layer ip, PacketPool packets, BufferPool buffers, ReadOnlySpan<byte> secret, Random random, TcpSettings settings, Counters counters)
    {
        (Ip, Packets, Buffers, Settings, Counters) = (ip, packets, buffers, settings, counters);
        (_initialSequence, _cookies) = (new InitialSequence(secret), new SynCookies(secret));
        (_connections, _listeners, Ports) = (new((ulong)random.NextInt64()), new((ulong)random.NextInt64()), new PortTable(random));
    }

    public IpProtocol Protocol => IpProtocol.Tcp;

    /// <summary>Which local ports are taken.</summary>
    public PortTable Ports { get; }

    public TcpSettings Settings { get; }

    /// <summary>Told of every connection that has come into another state, those not yet accepted included: for tools that watch.</summary>
    public Action<TcpConnection>? StateChanged { get; set; }

    public Instant NextDeadline => _deadlines.Next;

    /// <summary>Connections that exist, in any state.</summary>
    public int Count => _connections.Count;

    internal IPv4Layer Ip { get; }
    internal PacketPool Packets { get; }
    internal BufferPool Buffers { get; }
    internal Counters Counters { get; }

    /// <summary>Timers: retransmission, persist, delayed ACK, keep-alive, TIME-WAIT.</summary>
    public void Tick(Instant now) => _deadlines.RunDue(now);

    /// <inheritdoc/>
    public Delivery Receive(in IPv4Header header, ReadOnlySpan<byte> payload, Arrival arrival)
    {
        Counters.Add(Counter.SegmentsIn);
        if (!TcpSegment.TryParse(in header, payload, arrival.ChecksumVerified, out TcpSegment segment, out DropReason reason))
            return Drop(reason);
        // A SYN that went to everybody must not be answered by anybody (MUST-57), nor one from an impossible address (MUST-63).
        if (Ip.IsBroadcast(header.Destination) || header.Destination.IsMulticast || header.Source.IsMulticast || header.Source.IsAny || Ip.IsBroadcast(header.Source))
            return Drop(DropReason.TcpBadAddress);
        FourTuple tuple = new(new(header.Destination, segment.Header.DestinationPort), new(header.Source, segment.Header.SourcePort));
        TcpConnection? connection = _connections.FindExact(in tuple);
        if (connection is not null && connection.MayReopen(in segment))
        {
            Forget(connection);
            connection = null;
        }
        if (connection is not null)
            connection.Receive(in segment, arrival.Now);
        else if (_listeners.Find(tuple.Local, tuple.Remote) is { } listener)
            listener.Receive(in segment, in tuple, arrival.Now);
        else
        {
            Counters.Drop(DropReason.TcpNoConnection);
            SendReset(in segment, in tuple, arrival.Now);
        }
        return Delivery.Delivered;

        Delivery Drop(DropReason why)
        {
            Counters.Drop(why);
            return Delivery.Dropped;
        }
    }

    /// <summary>An ICMP error about a segment of ours; believed only if it quotes one in flight (RFC 5927 section 4.1).</summary>
    public void Error(in IcmpError error, Arrival arrival)
    {
        var quote = new WireReader(error.QuotedPayload);
        (ushort localPort, ushort remotePort, var sequence) = (quote.UInt16(), quote.UInt16(), new SequenceNumber(quote.UInt32()));
        FourTuple tuple = new(new(error.Quoted.Source, localPort), new(error.Quoted.Destination, remotePort));
        if (!quote.Failed && _connections.FindExact(in tuple) is { } connection)
            connection.Error(in error, sequence, arrival.Now);
        else
            Counters.Drop(DropReason.IcmpBadQuote);
    }

    /// <summary>Tells the owners of connections with news; they may read, write and close meanwhile.</summary>
    public void Notify()
    {
        for (int i = 0; i < _touched.Count; i++)
            _touched[i].TellOwner();
    }

    /// <summary>Lets everything leave that may leave now, and sets the deadlines of what was touched.</summary>
    public void Flush(Instant now)
    {
        while (_touched.Count > 0)
        {
            (_touched, _flushing) = (_flushing, _touched);
            foreach (TcpConnection connection in _flushing)
                connection.Flush(now);
            _flushing.Clear();
        }
    }

    /// <summary>The connection wants to be flushed, and its owner told.</summary>
    internal void Touch(TcpConnection connection)
    {
        if (!connection.IsTouched)
        {
            connection.IsTouched = true;
            _touched.Add(connection);
        }
    }

    internal void Schedule(TcpConnection connection, Instant due) => _deadlines.Schedule(connection, due);

    /// <summary>Bounds the connections that only wait for their name to be free.</summary>
    internal void EnterTimeWait(TcpConnection connection)
    {
        _timeWaits.Enqueue(connection);
        while (_timeWaits.Count > Settings.MaxTimeWait || (_timeWaits.TryPeek(out TcpConnection? oldest) && oldest.State == TcpState.Closed))
            if (_timeWaits.Dequeue() is { State: TcpState.TimeWait } surplus)
                Forget(surplus);
    }

    /// <summary>The name is free again.</summary>
    internal void Forget(TcpConnection connection)
    {
        if (!_connections.Remove(in connection.TupleRef))
            return;
        _deadlines.Cancel(connection);
        if (connection.HoldsPort)
            Ports.Release(connection.Tuple.Local);
        connection.Forgotten();
        Counters.Add(Counter.ConnectionsClosed);
    }

    /// <summary>Answers a segment that belongs to nobody, if it may be answered (RFC 9293 section 3.10.7.1).</summary>
    internal void SendReset(in TcpSegment arrived, in FourTuple tuple, Instant now)
    {
        if (!ClosedPort.TryAnswer(in arrived, out TcpFlags flags, out SequenceNumber sequence, out SequenceNumber acknowledgment))
            return;
        Counters.Add(Counter.ResetsSent);
        TcpHeader header = new(tuple.Local.Port, tuple.Remote.Port, sequence, acknowledgment, 0, flags, 0, 0, 0);
        Send(Packets.Rent(0), in header, TcpOptions.None, in tuple, Settings, default, 0, now);
    }

    internal void Send(Packet packet, in TcpHeader header, in TcpOptions options, in FourTuple tuple, TcpSettings settings, LinkOffload offload, int segmentSize, Instant now)
    {
        Counters.Add(Counter.SegmentsOut);
        TcpWriter.Write(packet, in header, in options, tuple.Local.Address, tuple.Remote.Address, offload, segmentSize);
        // Don't-fragment always: path MTU discovery depends on being told (RFC 1191).
        Ip.Send(packet, new SendOptions(tuple.Local.Address, tuple.Remote.Address, IpProtocol.Tcp, settings.TimeToLive, settings.TypeOfService, DontFragment: true), now);
    }
}
