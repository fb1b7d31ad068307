using System.Globalization;
using System.Text;
using Workbook.Demux;

namespace Workbook.Host;

/// <summary>What a server answered.</summary>
/// <param name="Status">200 and the like.</param>
/// <param name="Headers">Lines "Name: value", as they came.</param>
/// <param name="Body">What follows the empty line.</param>
public sealed record HttpResponse(int Status, IReadOnlyList<string> Headers, byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Takes a complete answer apart (RFC 9112 section 2.1).</summary>
    /// <exception cref="InvalidDataException">It does not begin as one, or its head has no end.</exception>
    public static HttpResponse Parse(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            throw new InvalidDataException("The answer ends before its head does.");
        string[] lines = Encoding.Latin1.GetString(bytes[..end]).Split("\r\n");
        string[] status = lines[0].Split(' ', 3);
        if (status.Length < 2 || !status[0].StartsWith("HTTP/1.", StringComparison.Ordinal) || !int.TryParse(status[1], CultureInfo.InvariantCulture, out int code))
            throw new InvalidDataException($"'{lines[0]}' is not the first line of an HTTP answer.");
        return new HttpResponse(code, lines[1..], bytes[(end + 4)..].ToArray());
    }
}

/// <summary>The smallest HTTP client that deserves the name: one GET a connection (RFC 9110 section 9.3.1).</summary>
public static class HttpGet
{
    /// <summary>Gets a resource.</summary>
    /// <param name="host">As the server knows itself; goes into the Host field.</param>
    /// <param name="path">Begins with a slash.</param>
    /// <remarks>The request is the line <c>GET path HTTP/1.0</c>, the fields <c>Host</c> and <c>Connection: close</c>, and an empty
    /// line, each ended by CR LF. HTTP/1.0 spares the client chunked bodies; the answer ends with the connection, and may
    /// come in any number of pieces. <see cref="HttpResponse.Parse"/> takes it apart. A half-close after the request would be right by
    /// TCP, but some servers take it for a hang-up: leave it out.</remarks>
    /// <param name="limit">Bytes of the whole answer.</param>
    /// <exception cref="NetworkException">No connection, or it broke.</exception>
    /// <exception cref="InvalidDataException">The answer is none, or is larger than the limit.</exception>
    public static async Task<HttpResponse> GetAsync(
        NetworkStack stack, Endpoint server, string host, string path, int limit = 64 << 20, CancellationToken cancellationToken = default)
    {
        #region exercise 9.5: connect, send a GET, read the answer to its end, within the limit
        await using TcpStream stream = await stack.ConnectTcpAsync(server, cancellationToken: cancellationToken);
        string request = $"GET {path} HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellationToken);

        var answer = new MemoryStream();
        byte[] buffer = new byte[16 << 10];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (answer.Length + count > limit)
                throw new InvalidDataException($"The answer is larger than {limit} bytes.");
            answer.Write(buffer, 0, count);
        }
        return HttpResponse.Parse(answer.GetBuffer().AsSpan(0, (int)answer.Length));
        #endregion
    }
}
