using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// The routes of a stack: those to the networks its interfaces stand in, which come and go with the addresses, and those
/// that were added. Routes are few and destinations repeat, so a look-up walks the list once and then remembers.
/// </summary>
public sealed class RouteTable
{
    private const int Remembered = 64;

    private readonly List<Route> _routes = [];
    private readonly List<Route> _added = [];
    private readonly (IPv4Address Destination, Route Route)[] _cache = new (IPv4Address, Route)[Remembered];

    /// <summary>All routes, those of the interfaces' own networks included.</summary>
    public IReadOnlyList<Route> All => _routes;

    /// <exception cref="ArgumentException">The table has this route already.</exception>
    public void Add(Route route)
    {
        route = Normalize(route);
        if (_routes.Contains(route)) throw new ArgumentException($"There is a route {route} already.", nameof(route));
        _added.Add(route);
        _routes.Add(route);
        Forget();
    }

    /// <returns>False if the table has no such route, or has it because of an interface's address.</returns>
    public bool Remove(Route route)
    {
        route = Normalize(route);
        if (!_added.Remove(route)) return false;
        _routes.Remove(route);
        Forget();
        return true;
    }

    /// <summary>
    /// The route for a destination: longest prefix, then smallest metric, then first come. A route whose interface is down
    /// is found only when there is no other. Allocates nothing.
    /// </summary>
    public bool TryFind(IPv4Address destination, out Route route)
    {
        ref var slot = ref _cache[destination.Value % Remembered];
        if (slot.Route.Interface is not null && slot.Destination == destination)
        {
            route = slot.Route;
            return true;
        }
        if (!TrySearch(destination, out route)) return false;
        slot = (destination, route);
        return true;
    }

    private bool TrySearch(IPv4Address destination, out Route route)
    {
        #region exercise 3.4: find the route with the longest prefix; an interface that is up first, the metric last
        throw new NotImplementedException("exercise 3.4");
        #endregion
    }

    /// <summary>Makes the routes to an interface's own networks agree with its addresses.</summary>
    internal void Connect(IPv4Interface changed)
    {
        _routes.RemoveAll(r => r.Interface == changed && !_added.Contains(r));
        foreach (var address in changed.Addresses)
        {
            var route = Normalize(new Route(address, null, changed));
            if (!_routes.Contains(route)) _routes.Add(route);
        }
        Forget();
    }

    /// <summary>Removes every route through an interface.</summary>
    internal void Disconnect(IPv4Interface removed)
    {
        _routes.RemoveAll(r => r.Interface == removed);
        _added.RemoveAll(r => r.Interface == removed);
        Forget();
    }

    private void Forget() => Array.Clear(_cache);

    private static Route Normalize(Route route) =>
        route with { Destination = new IPv4Prefix(route.Destination.Network, route.Destination.Length) };
}
