using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// Where a stack meets a link: takes frames apart and hands each payload to the layer that its EtherType names, and
/// makes frames of the payloads that go the other way.
/// </summary>
/// <param name="address">The stack's own link address.</param>
/// <param name="send">Where finished frames go: normally <see cref="ILink.Send"/>.</param>
public sealed class EthernetPort(MacAddress address, Action<Packet, Instant> send, Counters counters)
{
    private readonly Dictionary<EtherType, PayloadHandler> _handlers = [];

    public MacAddress Address => address;

    /// <summary>Hand up frames for other stations as well.</summary>
    public bool Promiscuous { get; set; }

    /// <summary>Names the layer that takes payloads of a type.</summary>
    /// <exception cref="ArgumentException">The type is taken.</exception>
    public void Register(EtherType type, PayloadHandler handler) => _handlers.Add(type, handler);

    /// <summary>Tells why a frame is none of our business.</summary>
    /// <remarks>
    /// RFC 1122 section 2.4 lets a link hand up broadcasts and multicasts. No station sends from a group address, and a
    /// frame from our own address is an echo of ours or a second station with our address.
    /// </remarks>
    /// <returns><see cref="DropReason.BadFrameSource"/>, <see cref="DropReason.OwnFrame"/> or
    /// <see cref="DropReason.NotForThisPort"/>; null if the frame is to be taken.</returns>
    public DropReason? Refuse(EthernetHeader header)
    {
        #region exercise 1.3: accept frames to our address, to broadcast and to multicast; refuse impossible sources
        throw new NotImplementedException("exercise 1.3");
        #endregion
    }

    /// <summary>Takes a frame from the link. Each counts as <see cref="Counter.FramesIn"/> and its length, header included, as
    /// <see cref="Counter.BytesIn"/>, whatever becomes of it; a frame that is not handed up is counted once more, under its
    /// <see cref="DropReason"/>.</summary>
    /// <param name="arrival">Handed up with <see cref="Arrival.LinkBroadcast"/> set if the frame went to a group.</param>
    public void Receive(ReadOnlySpan<byte> frame, Arrival arrival)
    {
        #region exercise 1.4: hand a frame's payload to the layer of its EtherType; count what nobody takes
        throw new NotImplementedException("exercise 1.4");
        #endregion
    }

    /// <summary>Sends a payload from our address; a <see cref="SendFrame"/>.</summary>
    public void Send(Packet packet, MacAddress destination, EtherType type, Instant now)
    {
        int payload = packet.Length;
        new EthernetHeader(destination, Address, type).AddTo(packet);
        KeepOffload(packet, packet.Length - EthernetHeader.Size - payload);
        counters.Add(Counter.FramesOut);
        counters.Add(Counter.BytesOut, packet.Length);
        send(packet, now);
    }

    /// <summary>An offload counts from the end of the packet, which padding has moved. Zeros do not change a checksum.</summary>
    private static void KeepOffload(Packet packet, int padding)
    {
        if (padding > 0 && packet.Offload.TransportLength > 0)
            packet.Offload = packet.Offload with { TransportLength = packet.Offload.TransportLength + padding };
    }
}
