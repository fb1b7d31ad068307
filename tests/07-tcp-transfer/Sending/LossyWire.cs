using Workbook.Basics;

namespace Workbook.Tcp.Tests.Sending;

/// <summary>A sender, a wire that loses, doubles and reorders, and a simple model of a receiver with a bounded buffer
/// and a reader that takes its time. All of it in virtual time; a seed decides everything.</summary>
internal sealed class LossyWire
{
    private const int Segment = 1000, Scale = 3;

    private readonly PriorityQueue<Action, (Instant At, int Order)> _events = new();
    private readonly Random _random;
    private readonly double _loss;
    private readonly bool _sack, _timestamps;
    private readonly SequenceNumber _first;
    private readonly byte[] _text, _arrived;
    private readonly bool[] _has;
    private readonly int _buffer;
    private readonly List<SackBlock> _recent = [];
    private readonly Sender _sender;
    private Instant _now = Wire.At(1);
    private int _order, _written, _inOrder, _read;
    private bool _fin;
    private uint _recentTimestamp;

    public LossyWire(int seed, int length, double loss, bool sack, bool timestamps, bool offload, CongestionControl control, int buffer)
    {
        (_random, _loss, _sack, _timestamps, _buffer) = (new Random(seed), loss, sack, timestamps, buffer);
        _text = new byte[length];
        _random.NextBytes(_text);
        (_arrived, _has) = (new byte[length], new bool[length]);
        var iss = new SequenceNumber(unchecked((uint)_random.Next(-length, 1000)));
        _first = iss + 1;
        Agreement agreement = Wire.Agreement(window: (uint)buffer, scale: Scale, sack: sack, timestamps: timestamps) with
        {
            Iss = iss, WindowAck = _first, WindowSequence = new SequenceNumber(0),
        };
        _sender = new Sender(agreement, new TransferOptions { CongestionControl = control, SendBufferLimit = 32 << 10 }, new BufferPool(), _now);
        if (offload)
            _sender.LargestSend = 16_000;
    }

    public Sender Sender => _sender;

    public Instant Now => _now;

    /// <summary>Runs until the stream and its end have arrived and are acknowledged, or for ten hours.</summary>
    public bool Run()
    {
        Feed();
        while (!_sender.AllAcknowledged || _written < _text.Length)
        {
            Instant next = _sender.NextDeadline;
            bool arrival = _events.TryPeek(out _, out (Instant At, int Order) first) && first.At <= next;
            _now = arrival ? first.At : next;
            if (_now > Wire.At(36_000) || _sender.TimedOut)
                return false;
            if (arrival)
                _events.Dequeue()();
            else
                _sender.Tick(_now);
            Feed();
        }
        return _fin && _inOrder == _text.Length && _arrived.AsSpan().SequenceEqual(_text);
    }

    private void Feed()
    {
        if (_written < _text.Length)
        {
            _written += _sender.Write(_text.AsSpan(_written));
            if (_written == _text.Length)
                _sender.Finish();
        }
        while (_sender.TryNext(_now, out Outgoing segment))
        {
            segment.Length.ShouldBeLessThanOrEqualTo(_sender.MaxPayload);
            byte[] text = new byte[segment.Length];
            _sender.CopyTo(segment.Sequence, text);
            uint timestamp = TimestampClock.TSval(_now, 0);
            for (int at = 0; at == 0 || at < text.Length; at += Segment)
            {
                int from = segment.Sequence + at - _first;
                byte[] piece = text[at..Math.Min(text.Length, at + Segment)];
                bool fin = segment.Fin && at + Segment >= text.Length;
                Transmit(() => Arrive(from, piece, fin, timestamp));
            }
        }
    }

    private void Transmit(Action arrival)
    {
        for (int copies = _random.NextDouble() < 0.02 ? 2 : 1; copies > 0; copies--)
        {
            if (_random.NextDouble() >= _loss)
                _events.Enqueue(arrival, (_now + TimeSpan.FromMilliseconds(10 + (_random.Next(10) == 0 ? _random.Next(15) : 0)), _order++));
        }
    }

    private void Arrive(int from, byte[] text, bool fin, uint timestamp)
    {
        if (from <= _inOrder)
            _recentTimestamp = timestamp;
        for (int i = 0; i < text.Length && from + i < _read + _buffer; i++)
        {
            _has[from + i] = true;
            _arrived[from + i] = text[i];
        }
        while (_inOrder < _has.Length && _has[_inOrder])
            _inOrder++;
        _fin |= fin && _inOrder == _text.Length;
        if (from > _inOrder && from < _has.Length && _has[from])
            Report(from);
        if (_inOrder > _read)
            _events.Enqueue(Read, (_now + TimeSpan.FromMilliseconds(_random.Next(1, 200)), _order++));
        Acknowledge();
    }

    // The application's reader; when it has made room the window update may be lost like any other segment.
    private void Read()
    {
        bool wasTight = _read + _buffer - _inOrder < 2 * Segment;
        _read = _inOrder;
        if (wasTight)
            Acknowledge();
    }

    private void Report(int at)
    {
        (int start, int end) = (at, at);
        while (_has[start - 1])
            start--;
        while (end < _has.Length && _has[end])
            end++;
        _recent.RemoveAll(block => block.Start - _first <= end && block.End - _first >= start);
        _recent.Insert(0, new SackBlock(_first + start, _first + end));
    }

    private void Acknowledge()
    {
        var blocks = new SackBlocks();
        foreach (SackBlock block in _recent.Where(block => block.Start - _first > _inOrder).Take(_timestamps ? 3 : 4))
            blocks.Add(block);
        var options = new TcpOptions
        {
            Sack = _sack ? blocks : default, HasTimestamps = _timestamps, TimestampEcho = _timestamps ? _recentTimestamp : 0,
        };
        SequenceNumber ack = _first + _inOrder + (_fin ? 1 : 0);
        int window = _read + _buffer - _inOrder >> Scale;
        Transmit(() => _sender.Acknowledge(Wire.Ack(ack.Value, window, sequence: 1, options), _now));
    }
}
