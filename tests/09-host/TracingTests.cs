using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Host.Tests;

public class TracingTests
{
    [Fact]
    [Exercise("any")]
    public void A_conversation_becomes_a_ladder()
    {
        var describer = new PacketDescriber();
        var ladder = new LadderDiagram("client", "server");
        var boxes = new List<string>();
        using var pair = new Pair(wrapA: link => new TraceLink(link, (direction, frame, now) =>
        {
            ladder.Add(now, direction == FrameDirection.Out, describer.DescribeContent(frame));
            boxes.Add(HeaderBox.Frame(frame));
        }));
        EchoServer.Start(pair.B);
        pair.Loop.Run(async () =>
        {
            await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            await stream.WriteAsync("hello\n"u8.ToArray());
            await stream.ReadExactlyAsync(new byte[6]);
        });

        string text = ladder.Render();
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', boxes));
        text.ShouldContain("---- TCP SYN seq 0 win");
        text.ShouldContain("<--- TCP SYN ACK seq 0 ack 1 win");
        text.ShouldContain("seq 1:7 len 6 ack 1");
    }
}
