using System.Security.Cryptography;
using System.Text;

namespace Workbook.Notebooks.Kernel;

/// <summary>
/// Signs messages, and knows those that somebody else signed: HMAC-SHA256 over header, parent header, metadata and
/// content, in lower-case hexadecimal digits (Jupyter messaging, section The wire protocol). For one thread.
/// </summary>
internal sealed class Signer(string key) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));

    /// <param name="parts">Header, parent header, metadata, content.</param>
    public byte[] Sign(IEnumerable<byte[]> parts)
    {
        foreach (byte[] part in parts)
            _hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(_hash.GetHashAndReset()));
    }

    /// <summary>Takes as long for a signature that is almost right as for one that is all wrong, or it could be found digit by digit.</summary>
    public bool IsRight(byte[] signature, IEnumerable<byte[]> parts) => CryptographicOperations.FixedTimeEquals(signature, Sign(parts));

    public void Dispose() => _hash.Dispose();
}
