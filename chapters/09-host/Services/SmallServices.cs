using System.Buffers;
using System.Globalization;
using System.Text;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Udp;

namespace Workbook.Host;

/// <summary>The small services that every host once offered: discard (RFC 863), chargen (RFC 864), daytime (RFC 867), and
/// echo over UDP (RFC 862). What starts one returns what stops it.</summary>
public static class SmallServices
{
    public const ushort DiscardPort = 9, DaytimePort = 13, ChargenPort = 19;

    /// <summary>Throws away whatever arrives.</summary>
    public static TcpService StartDiscard(NetworkStack stack, ushort port = DiscardPort) =>
        TcpService.Start(stack, new Endpoint(IPv4Address.Any, port), DiscardAsync);

    /// <summary>Sends characters until nobody wants them any more.</summary>
    public static TcpService StartChargen(NetworkStack stack, ushort port = ChargenPort) =>
        TcpService.Start(stack, new Endpoint(IPv4Address.Any, port), GenerateAsync);

    /// <summary>Says what time it is, and closes.</summary>
    public static TcpService StartDaytime(NetworkStack stack, ushort port = DaytimePort) =>
        TcpService.Start(stack, new Endpoint(IPv4Address.Any, port), async stream =>
        {
            await stream.WriteAsync(Daytime(stack.Loop.Time));
            await stream.DisposeAsync();
        });

    /// <summary>Answers each datagram with the time.</summary>
    public static UdpSocket StartUdpDaytime(NetworkStack stack, ushort port = DaytimePort) =>
        StartUdp(stack, port, (_, _) => Daytime(stack.Loop.Time));

    /// <summary>Sends each datagram back.</summary>
    public static UdpSocket StartUdpEcho(NetworkStack stack, ushort port = EchoServer.Port) =>
        StartUdp(stack, port, (buffer, length) => buffer.AsMemory(0, length));

    private static byte[] Daytime(TimeProvider time) =>
        Encoding.ASCII.GetBytes(time.GetUtcNow().ToString("dddd, MMMM d, yyyy HH:mm:ss-'UTC'", CultureInfo.InvariantCulture) + "\r\n");

    private static async Task DiscardAsync(TcpStream stream)
    {
        int count;
        do
        {
            _ = await stream.ReadAsync(Memory<byte>.Empty);
            byte[] buffer = ArrayPool<byte>.Shared.Rent(EchoServer.BufferSize);
            count = await stream.ReadAsync(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        while (count > 0);
    }

    /// <summary>Lines of 72 of the 95 printing characters, each beginning one further on.</summary>
    private static async Task GenerateAsync(TcpStream stream)
    {
        byte[] text = new byte[95 * 74];
        for (int line = 0; line < 95; line++)
        {
            for (int column = 0; column < 72; column++)
                text[line * 74 + column] = (byte)(' ' + (line + column) % 95);
            "\r\n"u8.CopyTo(text.AsSpan(line * 74 + 72));
        }
        while (true)
            await stream.WriteAsync(text);
    }

    private static UdpSocket StartUdp(NetworkStack stack, ushort port, Func<byte[], int, ReadOnlyMemory<byte>> answer)
    {
        UdpSocket socket = stack.OpenUdp(new Endpoint(IPv4Address.Any, port));
        _ = stack.Loop.RunAsync(() => AnswerAsync(socket, answer));
        return socket;
    }

    private static async Task AnswerAsync(UdpSocket socket, Func<byte[], int, ReadOnlyMemory<byte>> answer)
    {
        byte[] buffer = new byte[UdpLayer.MaxPayload];
        while (!socket.IsDisposed)
        {
            try
            {
                UdpDatagramInfo info = await socket.ReceiveAsync(buffer);
                // Two services that answer each other would never stop.
                if (info.Source.Port != socket.Local.Port && info.Source.Port != 0)
                    await socket.ReplyAsync(info, answer(buffer, info.Length));
            }
            catch (NetworkException)
            {
                // One answer that could not be sent, or one that did not arrive: the others' service goes on.
            }
        }
    }
}
