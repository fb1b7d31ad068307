using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Workbook.Notebooks.Tests;

/// <summary>The classic Notebook's server, on the loopback alone and for those who know its token.</summary>
internal sealed partial class NotebookServer : IAsyncDisposable
{
    private readonly Child _server;
    private readonly Uri _address;
    private readonly string _token;

    private NotebookServer(Child server, Uri address, string token) => (_server, _address, _token) = (server, address, token);

    public static async Task<NotebookServer> StartAsync(JupyterHome jupyter, string program)
    {
        Child server = jupyter.Start(program, [
            "--no-browser", "--ip=127.0.0.1", $"--port={FreePort()}", $"--notebook-dir={jupyter.Shelf}",
            // Only for root, whom it refuses otherwise.
            .. Environment.IsPrivilegedProcess ? (string[])["--allow-root"] : []]);
        try
        {
            // It takes another port if somebody was faster.
            Match said = await server.WaitForAsync(Address(), Browser.Patience);
            return new NotebookServer(server, new Uri(said.Groups[1].Value), jupyter.Environment[JupyterHome.Token]);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public Uri AddressOf(string notebook) => new(_address, $"notebooks/{notebook}?token={_token}");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+/)")]
    private static partial Regex Address();
}
