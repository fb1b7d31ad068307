namespace Workbook.Basics;

/// <summary>What the link knows about a received frame beyond its bytes; handed up with the payload from layer to layer.</summary>
/// <param name="Now">When the frame was taken from the link.</param>
/// <param name="ChecksumVerified">The link vouches for the transport checksum, so nobody needs to sum again.</param>
/// <param name="LinkBroadcast">The frame was addressed to a link broadcast or multicast (RFC 1122 section 2.4 wants IP to know).</param>
public readonly record struct Arrival(Instant Now, bool ChecksumVerified = false, bool LinkBroadcast = false);

/// <summary>What a link takes off the stack's hands when sending.</summary>
/// <param name="Checksum">It computes the transport checksum of a packet that asks for it (<see cref="PacketOffload"/>).</param>
/// <param name="LargestSend">Largest IP datagram in bytes that it cuts into TCP segments itself; 0 if it does not.</param>
public readonly record struct LinkOffload(bool Checksum, int LargestSend);

/// <summary>What the link is asked to finish in one outgoing packet; default means nothing.</summary>
/// <param name="TransportLength">Bytes from the transport header to the end of the packet: counted from the end, so that headers prepended later do not move it. 0: the checksum is complete.</param>
/// <param name="ChecksumOffset">Where in the transport header the checksum stands. It holds the folded, not complemented, pseudo-header sum.</param>
/// <param name="SegmentSize">TCP payload bytes per segment when the link is to cut the packet; 0 to send it whole.</param>
public readonly record struct PacketOffload(int TransportLength, int ChecksumOffset, int SegmentSize);
