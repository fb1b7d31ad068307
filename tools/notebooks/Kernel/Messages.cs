namespace Workbook.Notebooks.Kernel;

/// <summary>The sockets of a kernel that messages travel on; the heartbeat carries none.</summary>
internal enum Channel
{
    Shell,
    Control,
    Iopub,
    Stdin,
}

/// <summary>A message's header (Jupyter messaging 5.3, section Message header).</summary>
internal sealed record Header(string MsgId, string MsgType, string Session = "", string Username = "", string Date = "", string Version = "");

/// <summary>A message that has arrived, was signed, and is no replay.</summary>
/// <param name="Channel">Where it came in, and where its reply goes out.</param>
/// <param name="Identities">Whom the reply is for: ZeroMQ's route back.</param>
/// <param name="RawHeader">The header as it came; replies carry it unchanged as their parent header.</param>
/// <param name="Content">JSON, not looked at yet.</param>
internal sealed record Request(Channel Channel, IReadOnlyList<byte[]> Identities, Header Header, byte[] RawHeader, byte[] Content);

/// <summary>A message to send.</summary>
/// <param name="Identities">The route back for a reply; a topic for what is published.</param>
/// <param name="Parent">The header of the request that it belongs to; empty if none.</param>
internal sealed record Outgoing(Channel Channel, IReadOnlyList<byte[]> Identities, string Type, byte[] Parent, byte[] Content);
