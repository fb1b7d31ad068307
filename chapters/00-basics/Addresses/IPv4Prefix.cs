using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Workbook.Basics;

/// <summary>
/// An address with the number of its leading bits that name the network (RFC 4632): <c>10.0.0.2/24</c>.
/// The host bits are kept, so one value says both "my address" and "my network".
/// </summary>
public readonly record struct IPv4Prefix(IPv4Address Address, int Length)
{
    /// <summary>0.0.0.0/0: the destination of a default route.</summary>
    public static readonly IPv4Prefix Default = new(IPv4Address.Any, 0);

    public uint Mask => Length == 0 ? 0 : uint.MaxValue << (32 - Length);
    public IPv4Address Network => new(Address.Value & Mask);

    /// <summary>False for /31 (RFC 3021) and /32, whose networks have no room for a broadcast address.</summary>
    public bool HasBroadcast => Length < 31;

    /// <summary>The network with all host bits set; meaningful only if <see cref="HasBroadcast"/>.</summary>
    public IPv4Address DirectedBroadcast => new(Address.Value | ~Mask);

    public bool Contains(IPv4Address address) => ((address.Value ^ Address.Value) & Mask) == 0;

    /// <summary>Parses <c>address/length</c>, length 0 to 32; a bare address means /32.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPv4Prefix prefix)
    {
        prefix = default;
        string[] parts = (text ?? "").Split('/');
        int length = 32;
        if (parts.Length > 2 || !IPv4Address.TryParse(parts[0], out IPv4Address address))
            return false;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > 32))
            return false;
        prefix = new(address, length);
        return true;
    }

    /// <exception cref="FormatException">The text is not an address with a prefix length.</exception>
    public static IPv4Prefix Parse(string text) =>
        TryParse(text, out IPv4Prefix prefix) ? prefix : throw new FormatException($"'{text}' is not an address with a prefix length such as 10.0.0.2/24");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}/{Length}");
}
