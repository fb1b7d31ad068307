using System.Text.Json;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

/// <summary>A message from the kernel.</summary>
internal sealed record JupyterMessage(JsonElement Header, JsonElement ParentHeader, JsonElement Content)
{
    public string Type => Header.GetProperty("msg_type").GetString()!;

    /// <summary>The id of the request that it belongs to.</summary>
    public string? Parent => ParentHeader.TryGetProperty("msg_id", out JsonElement id) ? id.GetString() : null;

    /// <summary>busy or idle, if it says so.</summary>
    public string? State => Type == "status" ? this["execution_state"] : null;

    /// <summary>A part of the content that is a text.</summary>
    public string this[string name] => Content.GetProperty(name).GetString()!;

    public int Count => Content.GetProperty("execution_count").GetInt32();
}

/// <summary>All that came back for one cell.</summary>
internal sealed record FinishedCell(JupyterMessage Reply, List<JupyterMessage> Published)
{
    public string Status => Reply["status"];

    public string Out => TextOf("stdout");

    public string Err => TextOf("stderr");

    public IEnumerable<string> Types => Published.Select(message => message.State ?? message.Type);

    private string TextOf(string name) =>
        string.Concat(Published.Where(message => message.Type == "stream" && message["name"] == name).Select(message => message["text"]));
}
