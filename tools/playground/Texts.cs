using System.Globalization;
using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Playground;

/// <summary>Addresses and ends, as one writes them: <c>"10.0.0.1".Address()</c>, <c>"10.0.0.1:80".Endpoint()</c>.</summary>
public static class Texts
{
    public static IPv4Address Address(this string text) => IPv4Address.Parse(text);

    /// <summary>"10.0.0.1:80"; "*:80" for any address, "*" for anybody at all.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Endpoint Endpoint(this string text)
    {
        if (text == "*")
            return Demux.Endpoint.Any;
        string[] parts = text.Split(':');
        if (parts.Length != 2 || !ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            throw new FormatException($"\"{text}\" is no end: write 10.0.0.1:80, *:80 or *.");
        return new Endpoint(parts[0] == "*" ? IPv4Address.Any : IPv4Address.Parse(parts[0]), port);
    }
}
