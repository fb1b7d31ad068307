using Workbook.Basics;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Cli.Serving;

/// <summary>A short conversation in memory before the first guest comes, so that the guest does not wait for the
/// compiler: the first ping would take a hundred milliseconds.</summary>
internal static class Rehearsal
{
    private static readonly IPv4Prefix Near = IPv4Prefix.Parse("10.0.0.1/24"), Far = IPv4Prefix.Parse("10.0.0.2/24");

    public static void Run()
    {
        using var loop = new StackLoop(new VirtualTime());
        NetworkStack near = loop.CreateStack();
        NetworkStack far = loop.CreateStack();
        (ILink a, ILink b) = Cable.Create();
        near.AddInterface(a, Near);
        far.AddInterface(b, Far);
        EchoServer.Start(far);
        loop.Run(async () =>
        {
            await near.PingAsync(Far.Address);
            await near.PingAsync(Far.Address, size: 4000);
            await using TcpStream stream = await near.ConnectTcpAsync(new(Far.Address, EchoServer.Port));
            await stream.WriteAsync("all there?"u8.ToArray());
            await stream.ReadExactlyAsync(new byte[10]);
        });
    }
}
