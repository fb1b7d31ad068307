using System.Buffers.Binary;
using System.Security.Cryptography;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;

namespace Workbook.Interop.Tests;

/// <content>What the stack offers to the kernel: the services of chapter 09, and two that prove what went over the wire.</content>
internal sealed partial class KernelLab
{
    private const int ChunkSize = 64 << 10;

    private void StartServices()
    {
        EchoServer.Start(Stack);
        SmallServices.StartUdpEcho(Stack);
        SmallServices.StartDiscard(Stack);
        SmallServices.StartChargen(Stack);
        SmallServices.StartDaytime(Stack);
        TcpService.Start(Stack, new Endpoint(IPv4Address.Any, HashPort), HashAsync);
        TcpService.Start(Stack, new Endpoint(IPv4Address.Any, SourcePort), SendPatternAsync);
    }

    private static async Task HashAsync(TcpStream stream)
    {
        await stream.WriteAsync(await HashOfAsync(stream));
        stream.ShutdownSend();
    }

    /// <summary>The SHA-256 of what arrives until the end of the stream.</summary>
    public static async Task<byte[]> HashOfAsync(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[ChunkSize];
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
            hash.AppendData(buffer, 0, count);
        return hash.GetHashAndReset();
    }

    /// <summary>Sends so many bytes of the pattern.</summary>
    /// <returns>Their SHA-256.</returns>
    public static async Task<byte[]> SendPatternAsync(Stream stream, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[ChunkSize];
        for (long sent = 0; sent < length;)
        {
            int count = (int)Math.Min(buffer.Length, length - sent);
            Pattern.Fill(buffer.AsSpan(0, count), sent);
            hash.AppendData(buffer, 0, count);
            await stream.WriteAsync(buffer.AsMemory(0, count));
            sent += count;
        }
        return hash.GetHashAndReset();
    }

    /// <summary>The SHA-256 of so many bytes of the pattern.</summary>
    public static Task<byte[]> HashOfPatternAsync(long length) => SendPatternAsync(Stream.Null, length);

    private static async Task SendPatternAsync(TcpStream stream)
    {
        byte[] request = new byte[8];
        await stream.ReadExactlyAsync(request);
        await SendPatternAsync(stream, BinaryPrimitives.ReadInt64BigEndian(request));
        stream.ShutdownSend();
        // Not gone before the client is: what it may still say must not be answered by a RST.
        _ = await stream.ReadAsync(request);
    }

    public static byte[] Request(long length)
    {
        byte[] request = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(request, length);
        return request;
    }
}
