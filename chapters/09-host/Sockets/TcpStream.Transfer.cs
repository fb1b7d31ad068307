using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host;

/// <content>What a read and a write are. Both are tried when they start, and again whenever the connection makes progress.</content>
public sealed partial class TcpStream
{
    /// <summary>Takes what has arrived: as much as there is and fits, without waiting for more. What arrived before the connection
    /// failed comes before the failure.</summary>
    /// <param name="destination">Empty: the caller only wants to know when there is something to read.</param>
    /// <param name="count">Bytes read. 0: the end of the stream, or an empty destination.</param>
    /// <returns>False: nothing yet, ask again after the next progress.</returns>
    /// <exception cref="NetworkException">The connection has failed, and all that came before has been read (MUST-12).</exception>
    private bool TryRead(Span<byte> destination, out int count)
    {
        #region exercise 9.2: read what is there; tell the end of the stream from a failure and from "not yet"
        throw new NotImplementedException("exercise 9.2");
        #endregion
    }

    /// <summary>Hands over as much as the connection takes.</summary>
    /// <param name="rest">What is still to be written; shrinks from the front.</param>
    /// <returns>True when nothing is left. False: the send buffer is full, ask again after the next progress.</returns>
    /// <exception cref="NetworkException">The connection has failed, or its sending side is closed already.</exception>
    private bool TryWrite(ref ReadOnlyMemory<byte> rest)
    {
        #region exercise 9.3: write what fits; go on with the rest when there is room; fail when there never will be
        throw new NotImplementedException("exercise 9.3");
        #endregion
    }
}
