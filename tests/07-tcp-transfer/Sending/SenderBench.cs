using Workbook.Basics;

namespace Workbook.Tcp.Tests.Sending;

/// <summary>A whole sender in virtual time, with what it sends written as text: <c>1000+500</c> is 500 bytes from
/// sequence number 1000 on; P is a push, F a FIN, R a retransmission.</summary>
internal sealed class SenderBench
{
    public SenderBench(in Agreement agreement, TransferOptions? options = null)
    {
        Pool = new BufferPool();
        Sender = new Sender(agreement, options ?? new TransferOptions { CongestionControl = CongestionControl.NewReno }, Pool, Now);
    }

    public Sender Sender { get; }

    public BufferPool Pool { get; }

    public Instant Now { get; private set; } = Wire.At(10);

    public double CwndSegments => Sender.Congestion.Window / (double)Wire.Mss;

    /// <summary>Writes bytes whose values follow from their sequence numbers.</summary>
    public SenderBench Write(int count)
    {
        SequenceNumber at = Sender.WriteEnd;
        byte[] text = [.. Enumerable.Range(0, count).Select(i => Byte(at + i))];
        Sender.Write(text).ShouldBe(count);
        return this;
    }

    /// <summary>What may leave now, each text checked against its sequence number.</summary>
    public string Send()
    {
        var sent = new List<string>();
        while (Sender.TryNext(Now, out Outgoing segment))
        {
            byte[] text = new byte[segment.Length];
            Sender.CopyTo(segment.Sequence, text);
            for (int i = 0; i < text.Length; i++)
                text[i].ShouldBe(Byte(segment.Sequence + i));
            string marks = $"{(segment.Push ? "P" : "")}{(segment.Fin ? "F" : "")}{(segment.IsRetransmission ? "R" : "")}";
            sent.Add($"{segment.Sequence}+{segment.Length}{marks}");
        }
        return string.Join(' ', sent);
    }

    public AckVerdict Ack(long ack, int window = 60_000, TcpOptions options = default, uint sequence = 500) =>
        Sender.Acknowledge(Wire.Ack(ack, window, sequence, options), Now);

    public AckVerdict Sack(long ack, params (uint Start, uint End)[] blocks) =>
        Ack(ack, options: new TcpOptions { Sack = Wire.Sack(blocks) });

    public SenderBench Wait(double seconds)
    {
        Now += Wire.Seconds(seconds);
        Sender.Tick(Now);
        return this;
    }

    /// <summary>Shows that nothing happens until the deadline, and then runs it.</summary>
    public SenderBench ToDeadline()
    {
        Instant deadline = Sender.NextDeadline;
        deadline.ShouldNotBe(Instant.Never);
        Now = Wire.Before(deadline);
        Sender.Tick(Now);
        Send().ShouldBe("");
        Sender.NextDeadline.ShouldBe(deadline);
        Now = deadline;
        Sender.Tick(Now);
        return this;
    }

    private static byte Byte(SequenceNumber at) => (byte)(at.Value * 167 >> 3);
}
