using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Cli.Bench;

/// <summary>What our stack is compared with: the kernel's, by blocking sockets, a thread each.</summary>
internal sealed class KernelServer : IPeerRole
{
    public KernelServer()
    {
        Serve(Ports.Sink, Sink);
        Serve(Ports.Source, Generate);
        for (int i = 0; i < Ports.Echoes; i++)
            Serve(Ports.Echo + i, Echo);
    }

    public double[] Answer(string[] request) => throw new ArgumentException(request[0]);

    public void Dispose()
    {
    }

    private static void Serve(int port, Action<Socket, byte[]> serve)
    {
        Socket listener = KernelSockets.Create();
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen(128);
        new Thread(Accept) { IsBackground = true }.Start();

        void Accept()
        {
            byte[] buffer = new byte[Ports.BufferSize];
            while (true)
            {
                using Socket connection = listener.Accept();
                try
                {
                    connection.NoDelay = true;
                    serve(connection, buffer);
                }
                catch (SocketException)
                {
                    // The client has had enough.
                }
            }
        }
    }

    private static void Sink(Socket connection, byte[] buffer)
    {
        long total = 0;
        for (int count; (count = connection.Receive(buffer)) > 0;)
            total += count;
        BinaryPrimitives.WriteInt64LittleEndian(buffer, total);
        connection.Send(buffer.AsSpan(0, sizeof(long)));
    }

    private static void Generate(Socket connection, byte[] buffer)
    {
        while (true)
            connection.Send(buffer);
    }

    private static void Echo(Socket connection, byte[] buffer)
    {
        for (int count; (count = connection.Receive(buffer)) > 0;)
            connection.Send(buffer.AsSpan(0, count));
    }
}

internal static class KernelSockets
{
    private const int IpProtoTcp = 6, TcpCongestion = 13; // linux/in.h, linux/tcp.h

    /// <summary>A TCP socket with CUBIC, as our stack has it: some kernels default to BBR, which would be another race.</summary>
    public static Socket Create()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(IpProtoTcp, TcpCongestion, "cubic"u8);
        return socket;
    }
}
