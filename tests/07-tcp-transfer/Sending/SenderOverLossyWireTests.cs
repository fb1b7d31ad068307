using Workbook.Basics;
using Workbook.Harness;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

// A whole sender needs all of its parts; the estimate of the round trip is the first that it asks.
[Exercise("7.14")]
public class SenderOverLossyWireTests
{
    private static readonly Gen<(int Seed, int Length, double Loss, bool Timestamps, bool Offload, bool Cubic, int Buffer)> Cases = Gen.Select(
        Gen.Int[0, int.MaxValue - 1], Gen.Int[1, 150_000], Gen.Double[0, 0.3], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[600, 60_000]);

    private static bool Deliver(
        (int Seed, int Length, double Loss, bool Timestamps, bool Offload, bool Cubic, int Buffer) run, bool sack) =>
        new LossyWire(run.Seed, run.Length, run.Loss, sack, run.Timestamps, run.Offload,
            run.Cubic ? CongestionControl.Cubic : CongestionControl.NewReno, run.Buffer).Run();

    [Fact, Exercise("7.19"), Exercise("7.20"), Exercise("7.21"), Requirement("RFC6675", "5")]
    public void With_sack_every_byte_and_the_end_arrive_whatever_the_wire_does() =>
        Cases.Sample(run => Deliver(run, sack: true), iter: 150);

    [Fact, Exercise("7.20"), Exercise("7.21"), Requirement("RFC6582", "3.2")]
    public void Without_sack_every_byte_and_the_end_arrive_whatever_the_wire_does() =>
        Cases.Sample(run => Deliver(run, sack: false), iter: 150);

    [Theory, Exercise("7.16"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Exercise("7.21")]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void One_percent_of_loss_is_repaired_quickly_and_with_few_retransmissions(bool sack, bool offload)
    {
        var wire = new LossyWire(7, 2_000_000, 0.01, sack, timestamps: true, offload, CongestionControl.Cubic, buffer: 400_000);
        wire.Run().ShouldBeTrue();
        (wire.Now - At(1)).ShouldBeLessThan(Seconds(sack ? 12 : 20));
        wire.Sender.Retransmissions.ShouldBeLessThan(sack ? 120 : 300);
    }

    [Theory, Exercise(ExerciseAttribute.Any), Exercise("7.11"), Exercise("7.15"), Exercise("7.16"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Exercise("7.21")]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Steady_transfer_allocates_nothing(bool losses, bool offload)
    {
        var sender = new Sender(Agreement(window: 60_000, sack: true), TransferOptions.Default, new BufferPool(), At(1));
        if (offload)
            sender.LargestSend = 8000;
        byte[] text = new byte[10_000], packet = new byte[8000];
        int segments = 0;
        Allocation.During(() => segments = Transfer(sender, text, packet, 2000, losses), warmups: 1).ShouldBe(0);
        segments.ShouldBeGreaterThan(offload ? 3000 : 10_000);
    }

    // In each round ten thousand bytes leave and are acknowledged segment by segment; now and then one of them is lost.
    private static int Transfer(Sender sender, byte[] text, byte[] packet, int rounds, bool losses)
    {
        int segments = 0;
        for (int round = 0; round < rounds; round++)
        {
            Instant now = At(2 + round * 0.01);
            sender.Write(text);
            SequenceNumber lost = sender.Next, at = lost;
            bool loses = losses && round % 10 == 0;
            for (int guard = 0; !sender.AllAcknowledged && guard < 100; guard++)
            {
                sender.Tick(now += Seconds(0.0001));
                while (sender.TryNext(now, out Outgoing segment))
                {
                    segments++;
                    sender.CopyTo(segment.Sequence, packet.AsSpan(0, segment.Length));
                    at = SequenceNumber.Max(at, segment.End);
                    TcpOptions options = TcpOptions.None;
                    if (loses && segment.Sequence != lost)
                        options = options with { Sack = Block(lost + Mss, at) };
                    loses &= !segment.IsRetransmission;
                    if (!loses || segment.Sequence != lost)
                        sender.Acknowledge(Ack(loses ? lost.Value : at.Value, 60_000, 500, options), now);
                }
            }
        }
        sender.AllAcknowledged.ShouldBeTrue();
        return segments;
    }

    private static SackBlocks Block(SequenceNumber start, SequenceNumber end)
    {
        var blocks = new SackBlocks();
        blocks.Add(new SackBlock(start, end));
        return blocks;
    }
}
