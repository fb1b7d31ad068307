using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;
using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

/// <summary>The other side: what Jupyter does, over real sockets. It signs and reads messages by itself, not with the kernel's code.</summary>
internal sealed class JupyterClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DealerSocket _shell = new();
    private readonly DealerSocket _control = new();
    private readonly SubscriberSocket _iopub = new();
    private readonly RequestSocket _heartbeat = new();
    private readonly byte[] _key;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private int _sent;

    public JupyterClient(ConnectionFile connection)
    {
        Connection = connection;
        _key = Encoding.UTF8.GetBytes(connection.Key);
        _iopub.SubscribeToAnyTopic();
        foreach ((NetMQSocket socket, int port) in Sockets())
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Connect($"tcp://{connection.Ip}:{port}");
        }
    }

    public ConnectionFile Connection { get; }

    public NetMQSocket Shell => _shell;

    public NetMQSocket Control => _control;

    /// <summary>A connection to ports that are free now.</summary>
    public static ConnectionFile FreeConnection()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners)
            listener.Start();
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners)
            listener.Stop();
        return new ConnectionFile("a secret", ports[0], ports[1], ports[2], ports[3], ports[4]);
    }

    /// <summary>Asks who is there until what is published arrives too: a subscription takes a moment.</summary>
    public JupyterClient WaitUntilReady()
    {
        for (DateTime end = DateTime.UtcNow + Patience; DateTime.UtcNow < end;)
        {
            string id = Send(_shell, "kernel_info_request");
            ReadReply(_shell).Parent.ShouldBe(id);
            while (TryRead(_iopub, TimeSpan.FromMilliseconds(200)) is { } message)
            {
                if (message.Parent == id && message.State == "idle")
                    return this;
            }
        }
        throw new TimeoutException("nothing is published");
    }

    /// <returns>The message's id.</returns>
    public string Send(NetMQSocket socket, string type, string content = "{}")
    {
        socket.SendMultipartBytes(Frames(type, content, out string id));
        return id;
    }

    /// <summary>A message as it stands on the wire.</summary>
    public byte[][] Frames(string type, string content, out string id)
    {
        id = $"{_session}-{++_sent}";
        string header = new JsonObject
        {
            ["msg_id"] = id, ["msg_type"] = type, ["session"] = _session, ["username"] = "reader", ["date"] = "2026-01-01T00:00:00Z", ["version"] = "5.3",
        }.ToJsonString();
        return Sign(header, content);
    }

    public byte[][] Sign(string header, string content)
    {
        byte[][] parts = [.. new[] { header, "{}", "{}", content }.Select(Encoding.UTF8.GetBytes)];
        return ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(SignatureOf(parts)), .. parts];
    }

    public string Execute(string code, bool silent = false, bool storeHistory = true, bool stopOnError = true) =>
        Send(_shell, "execute_request", new JsonObject
        {
            ["code"] = code, ["silent"] = silent, ["store_history"] = storeHistory, ["user_expressions"] = new JsonObject(),
            ["allow_stdin"] = false, ["stop_on_error"] = stopOnError,
        }.ToJsonString());

    /// <summary>Runs a cell to its end.</summary>
    public FinishedCell Run(string code, bool silent = false, bool storeHistory = true)
    {
        string id = Execute(code, silent, storeHistory);
        return new FinishedCell(ReadReply(_shell), ReadPublished(id));
    }

    /// <summary>What is published about a request, from busy to idle.</summary>
    public List<JupyterMessage> ReadPublished(string request)
    {
        List<JupyterMessage> messages = [];
        while (messages.Count == 0 || messages[^1].State != "idle")
        {
            JupyterMessage message = TryRead(_iopub, Patience) ?? throw new TimeoutException($"after {messages.Count} messages nothing more is published");
            if (message.Parent == request)
                messages.Add(message);
        }
        return messages;
    }

    /// <summary>Reads what is published until a message fits.</summary>
    public JupyterMessage WaitFor(Func<JupyterMessage, bool> fits)
    {
        while (true)
        {
            JupyterMessage message = TryRead(_iopub, Patience) ?? throw new TimeoutException("nothing more is published");
            if (fits(message))
                return message;
        }
    }

    public JupyterMessage ReadReply(NetMQSocket socket) => TryRead(socket, Patience) ?? throw new TimeoutException("no reply");

    public JupyterMessage? TryRead(NetMQSocket socket, TimeSpan patience)
    {
        List<byte[]> frames = [];
        if (!socket.TryReceiveMultipartBytes(patience, ref frames!))
            return null;
        int at = frames.FindIndex(frame => frame.AsSpan().SequenceEqual("<IDS|MSG>"u8));
        Encoding.ASCII.GetString(frames[at + 1]).ShouldBe(SignatureOf(frames.Skip(at + 2)));
        JsonElement[] parts = [.. frames.Skip(at + 2).Select(frame => JsonDocument.Parse(frame).RootElement)];
        return new JupyterMessage(parts[0], parts[1], parts[3]);
    }

    public bool Ping(byte[] ping)
    {
        _heartbeat.SendFrame(ping);
        return _heartbeat.TryReceiveFrameBytes(Patience, out byte[]? pong) && pong.AsSpan().SequenceEqual(ping);
    }

    public void Dispose()
    {
        foreach ((NetMQSocket socket, _) in Sockets())
            socket.Dispose();
    }

    private IEnumerable<(NetMQSocket, int)> Sockets() =>
        [(_shell, Connection.ShellPort), (_control, Connection.ControlPort), (_iopub, Connection.IopubPort), (_heartbeat, Connection.HbPort)];

    private string SignatureOf(IEnumerable<byte[]> parts) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, parts.SelectMany(part => part).ToArray()));
}
