using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <content>The handshake's segments, and what begins when it is over (RFC 9293 section 3.10.7.3).</content>
public sealed partial class TcpConnection
{
    /// <summary>SYN-SENT and SYN-RECEIVED (3.10.7.3). True if the segment's text is to be looked at as well.</summary>
    private bool Negotiate(in TcpSegment segment, Instant now)
    {
        // No room to accept it: the last ACK is dropped and will come again with data or with our SYN-ACK.
        if (_listener is { HasRoom: false } && segment.Ack && !segment.Rst)
            return Drop(DropReason.TcpListenOverflow);
        HandshakeVerdict verdict = _handshake!.Receive(in segment, now);
        // The end of a connection is for Fail to bring about, with everything that belongs to it.
        if (_handshake.State != TcpState.Closed)
            State = _handshake.State;
        switch (verdict)
        {
            case HandshakeVerdict.Established:
                Establish(_handshake.Agreement, now);
                if (!segment.Syn)
                    return true;
                _receiver!.AckNow();
                return false;
            case HandshakeVerdict.SendReset:
                _layer.SendReset(in segment, in _tuple, now);
                return false;
            case HandshakeVerdict.Refused:
                Fail(SocketFailure.ConnectionRefused);
                return false;
            case HandshakeVerdict.SendAck:
                if (MayChallenge(now))
                    SendControl(TcpFlags.Ack, _handshake.SendNext, _handshake.ReceiveNext, now);
                return false;
            default:
                return false;
        }
    }

    private void Establish(in Agreement agreement, Instant now)
    {
        State = TcpState.Established;
        _sender = new Sender(in agreement, Settings.Transfer, _layer.Buffers, now);
        _receiver = new Receiver(in agreement, Settings.Transfer, _layer.Buffers);
        (_handshake, _timestamps, _timestampOffset) = (null, agreement.Timestamps, agreement.TimestampOffset);
        LimitPayload(_path.Mtu);
        if (Settings.KeepAlive is { } keepAlive)
            _keepAlive = new KeepAlive(keepAlive, now);
        _layer.Counters.Add(Counter.ConnectionsEstablished);
        _listener?.Established(this);
        if (_closeWhenEstablished)
            CloseSending(now);
    }
}
