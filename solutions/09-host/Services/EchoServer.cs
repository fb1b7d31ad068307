using System.Buffers;
using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Host;

/// <summary>The echo service over TCP (RFC 862): every byte goes back, until the client has no more to say.</summary>
public static class EchoServer
{
    public const ushort Port = 7;

    /// <summary>The most bytes that a connection holds while it waits for room to send them back.</summary>
    public const int BufferSize = 64 << 10;

    /// <summary>Serves until disposed.</summary>
    public static TcpService Start(NetworkStack stack, ushort port = Port) =>
        TcpService.Start(stack, new Endpoint(IPv4Address.Any, port), ServeAsync);

    /// <summary>Echoes on one connection until its end, and closes it.</summary>
    /// <remarks>Ten thousand clients that say nothing must cost no ten thousand buffers: read into an empty buffer to wait, and
    /// rent one only when there is something to put into it (<see cref="ArrayPool{T}"/>, <see cref="BufferSize"/>). What was
    /// read before the client's FIN has to arrive; a half-closed client still listens.</remarks>
    /// <exception cref="NetworkException">The client is gone.</exception>
    public static async Task ServeAsync(TcpStream stream)
    {
        #region exercise 9.4: echo what arrives until the client has no more to say; hold a buffer only while there is something in it
        await using (stream)
        {
            int count;
            do
            {
                _ = await stream.ReadAsync(Memory<byte>.Empty);
                byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    count = await stream.ReadAsync(buffer);
                    await stream.WriteAsync(buffer.AsMemory(0, count));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
            while (count > 0);
        }
        #endregion
    }
}
