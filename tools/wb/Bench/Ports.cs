namespace Workbook.Cli.Bench;

/// <summary>What both servers, the kernel's and ours, offer.</summary>
internal static class Ports
{
    /// <summary>Takes everything until the end, then says how many bytes it were (8 bytes, little endian).</summary>
    public const ushort Sink = 5001;

    /// <summary>Sends zeros until nobody wants them any more.</summary>
    public const ushort Source = 5002;

    /// <summary>Sends back what it gets; so do the <see cref="Echoes"/> - 1 ports that follow.</summary>
    public const ushort Echo = 7000;

    /// <summary>How many echo ports there are: one for each client that opens connections, so that the kernel's server
    /// can serve each on a thread of its own without any hand-off.</summary>
    public const int Echoes = 4;

    /// <summary>Bytes that applications read and write at once.</summary>
    public const int BufferSize = 128 << 10;
}
