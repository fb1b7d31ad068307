using System.Text;

namespace Workbook.Host.Verification;

/// <content>Echo servers. Each serves one connection to its end, and closes it.</content>
public static partial class Suspects
{
    private const int Worthwhile = 1000;

    public static readonly IReadOnlyList<Suspect<Func<TcpStream, Task>>> RightEchoes =
    [
        new("it collects for a moment, to send back more at a time", static stream => CollectAsync(stream, sendsRest: true)),
        new("the one of exercise 9.4", EchoServer.ServeAsync),
        new("it sends back byte by byte, and slowly", ByteByByteAsync),
        new("it answers when the client has said all", static stream => AtTheEndAsync(stream, heard => heard)),
    ];

    public static readonly IReadOnlyList<Suspect<Func<TcpStream, Task>>> EchoesThatLoseTheEnd =
    [
        // It collects for a moment, to send back more at a time; and when the client closes, so does it.
        new("it loses what it holds when the client half-closes", static stream => CollectAsync(stream, sendsRest: false)),
    ];

    public static readonly IReadOnlyList<Suspect<Func<TcpStream, Task>>> EchoesThatSendTooMuchOrTooLittle =
    [
        new("it sends nothing, and closes", static stream => AtTheEndAsync(stream, static _ => [])),
        new("it sends back the first 500 bytes, and closes", static stream => AtTheEndAsync(stream, static heard => heard[..Math.Min(500, heard.Length)])),
        new("it leaves the last byte out", static stream => AtTheEndAsync(stream, static heard => heard[..^Math.Min(1, heard.Length)])),
        new("it sends everything twice", static stream => AtTheEndAsync(stream, static heard => [.. heard, .. heard])),
        new("it sends a line feed behind the last byte", static stream => AtTheEndAsync(stream, static heard => [.. heard, (byte)'\n'])),
    ];

    public static readonly IReadOnlyList<Suspect<Func<TcpStream, Task>>> EchoesThatSendSomethingElse =
    [
        new("it sends zeros, as many as have come", static stream => AtTheEndAsync(stream, static heard => new byte[heard.Length])),
        new("it takes bytes for text: from 128 on each becomes a question mark", static stream => AtTheEndAsync(stream, static heard => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(heard)))),
        new("it changes one bit of the last byte", static stream => AtTheEndAsync(stream, ChangeLast)),
        new("it sends the second 256 bytes before the first", static stream => AtTheEndAsync(stream, static heard => [.. heard.Skip(256).Take(256), .. heard.Take(256), .. heard.Skip(512)])),
        new("it sends the first 100 bytes again and again, as many bytes as have come", static stream => AtTheEndAsync(stream, static heard => [.. heard.Select((_, i) => heard[i % 100])])),
    ];

    private static byte[] ChangeLast(byte[] heard)
    {
        if (heard.Length > 0)
            heard[^1] ^= 1;
        return heard;
    }

    private static async Task CollectAsync(TcpStream stream, bool sendsRest)
    {
        await using (stream)
        {
            byte[] held = new byte[64 << 10];
            int count = 0;
            while (await stream.ReadAsync(held.AsMemory(count)) is var read and > 0)
            {
                count += read;
                // Nothing more for the moment, or enough to be worth a segment.
                await Task.Delay(TimeSpan.FromMilliseconds(1), stream.Time);
                if (stream.Available > 0 && count < Worthwhile || stream.Info.State != Tcp.TcpState.Established && !sendsRest)
                    continue;
                await stream.WriteAsync(held.AsMemory(0, count));
                count = 0;
            }
            if (sendsRest)
                await stream.WriteAsync(held.AsMemory(0, count));
        }
    }

    private static async Task ByteByByteAsync(TcpStream stream)
    {
        await using (stream)
        {
            byte[] one = new byte[1];
            while (await stream.ReadAsync(one) > 0)
            {
                await stream.WriteAsync(one);
                await Task.Delay(TimeSpan.FromMilliseconds(10), stream.Time);
            }
        }
    }

    private static async Task AtTheEndAsync(TcpStream stream, Func<byte[], byte[]> answer)
    {
        await using (stream)
        {
            var heard = new MemoryStream();
            await stream.CopyToAsync(heard);
            await stream.WriteAsync(answer(heard.ToArray()));
        }
    }
}
