using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// A link that gives back what it is sent. It carries whatever one stack agrees with itself on: normally bare IP
/// datagrams, since there are no stations to tell apart. Nothing can be damaged, so it offloads checksums and cutting.
/// </summary>
/// <param name="capacity">Frames that may wait; one more is dropped.</param>
public sealed class LoopbackLink(Counters? counters = null, int capacity = 1000)
    : MemoryLink("lo", MacAddress.Zero, 65_535, new LinkOffload(Checksum: true, LargestSend: 65_535), capacity, counters)
{
    public override void Send(Packet frame, Instant now) => Deliver(frame);
}
