using Workbook.Basics;

namespace Workbook.Link;

/// <summary>Takes what a frame carried. The span is valid during the call only, and may end with padding.</summary>
public delegate void PayloadHandler(ReadOnlySpan<byte> payload, Arrival arrival);

/// <summary>Sends a payload as one frame, and takes the packet.</summary>
public delegate void SendFrame(Packet packet, MacAddress destination, EtherType type, Instant now);
