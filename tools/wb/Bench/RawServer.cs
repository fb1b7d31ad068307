using Workbook.Host;
using Workbook.IPv4;
using Workbook.Basics;

namespace Workbook.Cli.Bench;

/// <summary>A stack with an echo server whose clients are made up (<see cref="RawClients"/>).</summary>
internal sealed class RawServer : IDisposable
{
    private const int AtOnce = 64;

    private readonly StackLoop _loop = new(waiter: new EventWaiter());
    private readonly RawClients _clients = new();
    private int _opened;

    public RawServer()
    {
        NetworkStack stack = _loop.CreateStack();
        stack.AddInterface(_clients, new IPv4Prefix(RawClients.Server, 24));
        EchoServer.Start(stack, Ports.Echo);
    }

    /// <summary>Adds connections, which say nothing unless they talk.</summary>
    /// <exception cref="InvalidOperationException">Not all could be opened.</exception>
    public void Open(int count, bool talk = false) => _loop.Run(async () =>
    {
        int last = _opened + count;
        while (_opened < last)
        {
            // The first alone: until the server knows the clients' MAC address, few answers may wait for it.
            int batch = _opened == 0 ? 1 : Math.Min(last - _opened, AtOnce);
            for (int i = 0; i < batch; i++)
                _clients.Open(_opened++, talk);
            for (int turn = 0; turn < 20 && _clients.Opened < _opened; turn++)
                await Task.Yield();
            // Accepted, and waiting for a word.
            await Task.Yield();
        }
        if (_clients.Opened != _opened)
            throw new InvalidOperationException($"{_clients.Opened} of {_opened} connections were opened");
    });

    /// <summary>Has every client that talks send a byte at a time and get it back, <paramref name="times"/> times.</summary>
    /// <returns>Packets that the server has received.</returns>
    public long Talk(int times)
    {
        long before = _clients.Echoed;
        _loop.Run(async () =>
        {
            for (int i = 0; i < times; i++)
            {
                _clients.Talk();
                await Task.Yield();
            }
            await Task.Yield();
        });
        return _clients.Echoed - before;
    }

    public void Dispose() => _loop.Dispose();
}
