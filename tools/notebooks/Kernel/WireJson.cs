using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workbook.Notebooks.Kernel;

/// <summary>
/// JSON as Jupyter writes it, snake_case. Generated: reflection over these types would cost a kernel's start more than
/// its sockets do.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ConnectionFile))]
[JsonSerializable(typeof(Header))]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(IsCompleteRequest))]
[JsonSerializable(typeof(ShutdownRequest))]
[JsonSerializable(typeof(CommOpen))]
[JsonSerializable(typeof(KernelInfoReply))]
[JsonSerializable(typeof(ExecuteReply))]
[JsonSerializable(typeof(CompleteReply))]
[JsonSerializable(typeof(IsCompleteReply))]
[JsonSerializable(typeof(InspectReply))]
[JsonSerializable(typeof(HistoryReply))]
[JsonSerializable(typeof(CommInfoReply))]
[JsonSerializable(typeof(ShutdownReply))]
[JsonSerializable(typeof(OkReply))]
[JsonSerializable(typeof(StatusContent))]
[JsonSerializable(typeof(ExecuteInput))]
[JsonSerializable(typeof(StreamContent))]
[JsonSerializable(typeof(DisplayData))]
[JsonSerializable(typeof(ExecuteResult))]
[JsonSerializable(typeof(ErrorContent))]
[JsonSerializable(typeof(CommClose))]
internal sealed partial class WireJson : JsonSerializerContext
{
    public static bool TryRead<T>(byte[] json, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value)
        where T : class
    {
        try
        {
            value = JsonSerializer.Deserialize(json, type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: half of a surrogate pair in a string.
            value = null;
        }
        return value is not null;
    }
}
