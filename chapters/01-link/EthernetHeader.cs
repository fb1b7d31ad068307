using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// The header of an Ethernet II frame (RFC 894). Link layers hand frames over without preamble and check sequence.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                      Destination address                      |
/// +                               +-------------------------------+
/// |                               |                               |
/// +-------------------------------+                               +
/// |                        Source address                         |
/// +-------------------------------+-------------------------------+
/// |           EtherType           |           Payload ...
/// +-------------------------------+
/// </code>
/// </summary>
public readonly record struct EthernetHeader(MacAddress Destination, MacAddress Source, EtherType Type)
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 14;

    /// <summary>Fewest payload bytes of a frame; shorter ones are padded with zeros (RFC 894).</summary>
    public const int MinimumPayload = 46;

    /// <summary>Takes a frame apart. The payload keeps its padding: only the layer above knows where its data ends.</summary>
    /// <returns>False if the frame has fewer than 14 bytes.</returns>
    public static bool TryParse(ReadOnlySpan<byte> frame, out EthernetHeader header, out ReadOnlySpan<byte> payload)
    {
        #region exercise 1.1: parse an Ethernet II frame into its header and its payload
        throw new NotImplementedException("exercise 1.1");
        #endregion
    }

    /// <summary>Makes a frame of a packet that holds a payload: header in front, padding behind.</summary>
    public void AddTo(Packet packet)
    {
        #region exercise 1.2: put the header in front of a payload, and pad the payload with zeros to 46 bytes
        throw new NotImplementedException("exercise 1.2");
        #endregion
    }
}
