using System.Globalization;
using System.Text.Json;

namespace Workbook.Notebooks.Kernel;

/// <summary>
/// Messages to and from frames, for one thread:
/// <code>
/// identity ... | &lt;IDS|MSG&gt; | signature | header | parent header | metadata | content | buffer ...
/// </code>
/// (Jupyter messaging 5.3, section The wire protocol). Whatever is wrong with the frames, the answer is a
/// <see cref="Discard"/>, never an exception.
/// </summary>
internal sealed class MessageCodec(string key) : IDisposable
{
    /// <summary>More than any notebook's cell.</summary>
    public const int MaximumBytes = 16 << 20;

    /// <summary>A route back has one or two, a message six, and some clients attach buffers.</summary>
    public const int MaximumFrames = 32;

    private const int PartsAfterDelimiter = 5;

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    private readonly Signer _signer = new(key);
    private readonly ReplayGuard _seen = new();
    private readonly string _session = Guid.NewGuid().ToString();
    private long _sent;

    /// <returns>What is wrong with it; null if it is a message.</returns>
    public Discard? Read(Channel channel, IReadOnlyList<byte[]> frames, out Request? request)
    {
        request = null;
        if (frames.Count > MaximumFrames || frames.Sum(frame => (long)frame.Length) > MaximumBytes)
            return Discard.TooLarge;
        int at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual(Delimiter))
            at++;
        if (at == frames.Count)
            return Discard.NoDelimiter;
        if (frames.Count - at - 1 < PartsAfterDelimiter)
            return Discard.TooShort;

        byte[] signature = frames[at + 1];
        byte[][] parts = [.. frames.Skip(at + 2).Take(PartsAfterDelimiter - 1)];
        if (!_signer.IsRight(signature, parts))
            return Discard.WrongSignature;
        if (!_seen.IsNew(signature))
            return Discard.Replayed;
        if (!WireJson.TryRead(parts[0], WireJson.Default.Header, out Header? header))
            return Discard.BadHeader;
        request = new Request(channel, [.. frames.Take(at)], header, parts[0], parts[^1]);
        return null;
    }

    public IReadOnlyList<byte[]> Write(Outgoing message)
    {
        var header = new Header($"{_session}_{++_sent}", message.Type, _session, "kernel",
            DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), "5.3");
        byte[][] parts =
        [
            JsonSerializer.SerializeToUtf8Bytes(header, WireJson.Default.Header),
            message.Parent.Length > 0 ? message.Parent : Nothing,
            Nothing,
            message.Content,
        ];
        return [.. message.Identities, Delimiter, _signer.Sign(parts), .. parts];
    }

    public void Dispose() => _signer.Dispose();
}
