using Workbook.Basics;

namespace Workbook.Link;

/// <summary>What a link says about a frame it has just put into the caller's buffer.</summary>
/// <param name="Length">Bytes in the buffer, Ethernet header included, frame check sequence not.</param>
/// <param name="ChecksumVerified">The transport checksum needs no second look. The field itself may hold less than a
/// full checksum: a frame that never crossed a wire needs none.</param>
public readonly record struct FrameInfo(int Length, bool ChecksumVerified);

/// <summary>
/// A thing that frames go into and come out of: a device of the kernel, an end of a cable in memory, or a wrapper around
/// either. It never blocks and owns no thread; one loop drives it.
/// </summary>
public interface ILink : IDisposable
{
    string Name { get; }

    /// <summary>The address of the stack on this link: never that of the kernel's end.</summary>
    MacAddress Address { get; }

    /// <summary>Largest IP datagram in one frame, in bytes.</summary>
    int Mtu { get; }

    /// <summary>What the link does in the stack's place when sending.</summary>
    LinkOffload Offload { get; }

    /// <summary>Copies one waiting frame into <paramref name="buffer"/>.</summary>
    /// <param name="now">Also moves on what a link holds back on purpose: call again at <see cref="NextDeadline"/>.</param>
    /// <param name="buffer">At least <see cref="LargestFrame"/> bytes.</param>
    /// <returns>False if no frame is waiting.</returns>
    bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame);

    /// <summary>Sends a frame, or counts it as dropped; the packet belongs to the link from here on.</summary>
    void Send(Packet frame, Instant now);

    /// <summary>When a frame that is held back becomes due; <see cref="Instant.Never"/> for a device.</summary>
    Instant NextDeadline { get; }

    /// <summary>File descriptor that becomes readable with the next frame; -1 if there is none (any more).</summary>
    int PollDescriptor { get; }

    /// <summary>Called by a link in memory when a frame has been queued for this end.</summary>
    Action? Readable { get; set; }

    /// <summary>Bytes that any frame of any link fits into: the largest IP datagram and an Ethernet header, rounded up.</summary>
    const int LargestFrame = 65_535 + EthernetHeader.Size + 3;
}
