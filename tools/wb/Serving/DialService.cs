using System.Globalization;
using System.Text;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Udp;

namespace Workbook.Cli.Serving;

/// <summary>Connects out when told to, by a UDP datagram <c>dial ADDRESS PORT</c>, and echoes there: so that active opens can
/// be watched from outside. It does what anybody who reaches the port asks for, hence off by default.</summary>
internal static class DialService
{
    /// <summary>Calls under way; further orders are refused.</summary>
    private const int MostCalls = 256;

    private const int LongestOrder = 64;

    public static void Start(NetworkStack stack, ushort port)
    {
        UdpSocket socket = stack.OpenUdp(new Endpoint(IPv4Address.Any, port));
        _ = stack.Loop.RunAsync(() => ServeAsync(stack, socket));
    }

    /// <summary>Reads an order.</summary>
    public static bool TryParse(ReadOnlySpan<byte> order, out Endpoint remote)
    {
        string[] words = Encoding.ASCII.GetString(order).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        remote = default;
        if (words is not ["dial", var host, var number]
            || !IPv4Address.TryParse(host, out IPv4Address address)
            || !ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            return false;
        remote = new Endpoint(address, port);
        return true;
    }

    private static async Task ServeAsync(NetworkStack stack, UdpSocket socket)
    {
        byte[] buffer = new byte[LongestOrder];
        int calls = 0;
        while (!socket.IsDisposed)
        {
            try
            {
                UdpDatagramInfo info = await socket.ReceiveAsync(buffer);
                if (!TryParse(buffer.AsSpan(0, Math.Min(info.Length, buffer.Length)), out Endpoint remote))
                    await AnswerAsync(socket, info, "say: dial ADDRESS PORT");
                else if (calls >= MostCalls)
                    await AnswerAsync(socket, info, "busy");
                else
                    _ = CallAsync(remote, info);
            }
            catch (NetworkException)
            {
                // One order that cannot be answered; the next may be.
            }
        }

        async Task CallAsync(Endpoint remote, UdpDatagramInfo info)
        {
            calls++;
            try
            {
                TcpStream stream = await stack.ConnectTcpAsync(remote);
                await AnswerAsync(socket, info, $"connected to {remote}");
                await EchoServer.ServeAsync(stream);
            }
            catch (NetworkException e)
            {
                await AnswerAsync(socket, info, $"{remote}: {e.Message}");
            }
            finally
            {
                calls--;
            }
        }
    }

    private static async Task AnswerAsync(UdpSocket socket, UdpDatagramInfo info, string text)
    {
        try
        {
            await socket.ReplyAsync(info, Encoding.ASCII.GetBytes(text + "\n"));
        }
        catch (NetworkException)
        {
            // The order was carried out or not, whether its sender hears of it or not.
        }
    }
}
