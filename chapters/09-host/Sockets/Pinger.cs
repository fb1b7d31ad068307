using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Host;

/// <summary>The answer to a ping.</summary>
/// <param name="From">Who answered.</param>
/// <param name="RoundTrip">From the request's leaving to the answer's arrival.</param>
/// <param name="TimeToLive">What was left of it in the answer.</param>
/// <param name="Size">Bytes of data.</param>
public readonly record struct PingReply(IPv4Address From, TimeSpan RoundTrip, byte TimeToLive, int Size);

/// <summary>Brings echo replies and errors to those who ping (RFC 1122 section 3.2.2.6).</summary>
internal sealed class Pinger
{
    private readonly NetworkStack _stack;
    private readonly ushort _identifier;
    private readonly Dictionary<ushort, Ping> _waiting = [];
    private ushort _sequence;

    public Pinger(NetworkStack stack, ushort identifier)
    {
        (_stack, _identifier) = (stack, identifier);
        stack.IP.Icmp.EchoReplied = OnReply;
        stack.IP.Icmp.EchoFailed = OnError;
    }

    public ValueTask<PingReply> PingAsync(IPv4Address destination, int size, TimeSpan timeout, byte timeToLive, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return new Ping(this, destination, size, timeToLive).StartAsync(timeout, token);
    }

    private void OnReply(in IPv4Header header, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Arrival arrival)
    {
        if (identifier != _identifier || !_waiting.TryGetValue(sequence, out Ping? ping) || !ping.Matches(header.Source, data))
        {
            _stack.Counters.Drop(DropReason.IcmpIgnoredType);
            return;
        }
        ping.Reply = new PingReply(header.Source, arrival.Now - ping.Sent, header.TimeToLive, data.Length);
        _stack.Enlist(ping);
    }

    private void OnError(in IcmpError error, ushort identifier, ushort sequence, Arrival arrival)
    {
        if (identifier != _identifier || !_waiting.TryGetValue(sequence, out Ping? ping) || ping.Destination != error.Quoted.Destination)
        {
            _stack.Counters.Drop(DropReason.IcmpBadQuote);
            return;
        }
        bool network = error is { Type: IcmpType.DestinationUnreachable, Code: UnreachableCode.Net };
        ping.Failure = new NetworkException(
            network ? SocketFailure.NetworkUnreachable : SocketFailure.HostUnreachable, $"{error.Reporter} says: {error.Type}, code {error.Code}.");
        _stack.Enlist(ping);
    }

    private sealed class Ping(Pinger owner, IPv4Address destination, int size, byte timeToLive)
        : LoopOperation<PingReply>(owner._stack.Loop), INotified, IOpenSocket
    {
        private ushort _sequence;
        private bool _sent;

        public IPv4Address Destination => destination;
        public Instant Sent { get; private set; }
        public PingReply? Reply { get; set; }
        public NetworkException? Failure { get; set; }

        public ValueTask<PingReply> StartAsync(TimeSpan timeout, CancellationToken token)
        {
            Claim();
            return new ValueTask<PingReply>(this, Begin(timeout, token));
        }

        /// <summary>The same data must come back, from whom it was sent to.</summary>
        public bool Matches(IPv4Address from, ReadOnlySpan<byte> data)
        {
            if (data.Length != size || from != destination)
                return false;
            for (int i = 0; i < data.Length; i++)
                if (data[i] != (byte)i)
                    return false;
            return true;
        }

        void INotified.Notify() => Advance();

        void IOpenSocket.Abandon(Exception reason, bool orderly) => Fail(reason);

        IEnumerable<Situation> IOpenSocket.Situations() => [new Situation(Concern.Waiting, $"PingAsync to {destination} waits: no answer has come.")];

        protected override bool TryComplete(out PingReply result)
        {
            if (!_sent)
                Send();
            if (Failure is not null)
                throw Failure;
            result = Reply.GetValueOrDefault();
            return Reply is not null;
        }

        protected override void Ended()
        {
            if (!_sent)
                return;
            owner._waiting.Remove(_sequence);
            owner._stack.Closed(this);
        }

        private void Send()
        {
            (_sent, Sent) = (true, Loop.Now);
            do
                _sequence = owner._sequence++;
            while (!owner._waiting.TryAdd(_sequence, this));
            owner._stack.Opened(this);
            byte[] data = new byte[size];
            for (int i = 0; i < size; i++)
                data[i] = (byte)i;
            SendResult sent = owner._stack.IP.Icmp.Ping(destination, owner._identifier, _sequence, data, Loop.Now, timeToLive);
            NetworkException.ThrowIfFailed(sent switch
            {
                SendResult.Sent => SocketFailure.None,
                SendResult.PacketTooBig => SocketFailure.MessageTooLong,
                SendResult.BroadcastNotAllowed => SocketFailure.BroadcastNotAllowed,
                _ => SocketFailure.NetworkUnreachable,
            });
        }
    }
}
