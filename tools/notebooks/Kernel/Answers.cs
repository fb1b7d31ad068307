using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Workbook.Notebooks.Kernel;

/// <summary>Replies to whoever asked, and what is published to all who listen; from any thread.</summary>
internal sealed class Answers(Action<Outgoing> send)
{
    private static readonly KernelInfoReply Info = new(
        "ok", "5.3", "workbook", Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "1.0.0",
        new LanguageInfo("csharp", "14.0", "text/x-csharp", ".cs", "csharp", "text/x-csharp"),
        "C# of the workbook: a TCP/IP stack, chapter by chapter", Debugger: false,
        [new HelpLink("C#", "https://learn.microsoft.com/dotnet/csharp/")]);

    /// <summary>Who this is; asked on the shell and on the control channel.</summary>
    public void KernelInfo(Request request) => Reply(request, Info, WireJson.Default.KernelInfoReply);

    /// <summary>To whom asked, on the channel where it was asked.</summary>
    public void Reply<T>(Request request, T content, JsonTypeInfo<T> type) =>
        send(new Outgoing(request.Channel, request.Identities, ReplyTo(request.Header.MsgType), request.RawHeader, Serialize(content, type)));

    /// <summary>To all.</summary>
    /// <param name="parent">The header of the request that it comes from; empty if none.</param>
    public void Publish<T>(byte[] parent, string messageType, T content, JsonTypeInfo<T> type) =>
        send(new Outgoing(Channel.Iopub, [Encoding.UTF8.GetBytes(messageType)], messageType, parent, Serialize(content, type)));

    public void PublishState(byte[] parent, string state) =>
        Publish(parent, "status", new StatusContent(state), WireJson.Default.StatusContent);

    /// <param name="count">The number of the cell's run, for a result.</param>
    public void PublishOutput(byte[] parent, CellOutput output, int count)
    {
        switch (output)
        {
            case StreamOutput stream:
                Publish(parent, "stream", new StreamContent(stream.Name, stream.Text), WireJson.Default.StreamContent);
                break;
            case DisplayOutput display:
                Publish(parent, "display_data", new DisplayData(display.Data.Parts, Nothing, Nothing), WireJson.Default.DisplayData);
                break;
            case ResultOutput result:
                Publish(parent, "execute_result", new ExecuteResult(count, result.Data.Parts, Nothing), WireJson.Default.ExecuteResult);
                break;
            case ErrorOutput error:
                Publish(parent, "error", new ErrorContent(error.Name, error.Value, error.Traceback), WireJson.Default.ErrorContent);
                break;
        }
    }

    public static IReadOnlyDictionary<string, string> Nothing { get; } = new Dictionary<string, string>();

    private static string ReplyTo(string type) => type.EndsWith("_request", StringComparison.Ordinal) ? type[..^"request".Length] + "reply" : type;

    private static byte[] Serialize<T>(T content, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(content, type);
}
