using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;
using Workbook.Pictures;

namespace Workbook.Playground;

public static partial class Show
{
    /// <summary>What a route table says about a destination, and why the other routes are not taken.</summary>
    public static LookupPicture Routes(RouteTable routes, string destination)
    {
        IPv4Address to = IPv4Address.Parse(destination);
        bool found = routes.TryFind(to, out Route best);
        string Why(Route route) => !route.Destination.Contains(to) ? "is not in it"
            : found && route == best ? "the longest that works"
            : !route.Interface.IsUp ? "fits, but its cable is out"
            : route.Destination.Length < best.Destination.Length ? "fits, but is shorter" : "fits, but comes second";
        return new LookupPicture($"Whither with {destination}?", found ? $"to the neighbor {best.NextHop(to)}, through {best.Interface}" : "there is no route",
            [.. routes.All.Select(route => new Lookup($"{route}", $"{route.Destination.Length} bits must agree", found && route == best, Why(route)))]);
    }

    /// <summary>How chapter 04's table finds the socket of a datagram: the four keys, and where the search ends.</summary>
    /// <param name="to">Where the datagram arrived: "10.0.0.1:80".</param>
    /// <param name="from">Where it came from.</param>
    public static LookupPicture Lookups<T>(EndpointTable<T> table, string to, string from) where T : class
    {
        Endpoint local = to.Endpoint(), remote = from.Endpoint(), anywhere = local with { Address = IPv4Address.Any };
        (string Name, FourTuple Key)[] steps =
        [
            ("both ends as they are", new(local, remote)), ("without the local address", new(anywhere, remote)),
            ("without the remote end", new(local, Endpoint.Any)), ("by the local port alone", new(anywhere, Endpoint.Any)),
        ];
        T? socket = table.Find(local, remote);
        int end = Array.FindIndex(steps, step => socket is not null && table.FindExact(step.Key) == socket);
        return new LookupPicture($"To {to}, from {from}", $"gets it: {socket?.ToString() ?? "nobody"}", [.. steps.Select((step, i) =>
            new Lookup(step.Name, Write(step.Key), end >= 0 && i > end ? null : i == end, i == end ? $"{socket}" : end >= 0 && i > end ? "" : "nobody"))]);
    }

    private static string Write(FourTuple key) => $"{Write(key.Local)} - {Write(key.Remote)}";

    private static string Write(Endpoint end) => end == Endpoint.Any ? "anybody" : end.Address.IsAny ? $"*:{end.Port}" : $"{end}";
}
