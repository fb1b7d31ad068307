using System.Text.Json;

namespace Workbook.Notebooks.Kernel;

/// <summary>
/// What Jupyter writes before it starts a kernel: where it will look for it, and the key that both sign with
/// ("Making kernels for Jupyter", section Connection files).
/// </summary>
/// <param name="Ip">The address to listen on; this machine alone unless the file says otherwise.</param>
/// <param name="Key">The secret of the signatures; a kernel without one would run everybody's code.</param>
public sealed record ConnectionFile(
    string Key,
    int ShellPort,
    int ControlPort,
    int IopubPort,
    int StdinPort,
    int HbPort,
    string Ip = "127.0.0.1",
    string Transport = "tcp",
    string SignatureScheme = ConnectionFile.HmacSha256)
{
    internal const string HmacSha256 = "hmac-sha256";

    /// <exception cref="InvalidDataException">It is no connection file, or none that this kernel can serve.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no connection file: {e.Message}", e);
        }
    }

    internal string Endpoint(int port) => $"tcp://{Ip}:{port}";

    private static ConnectionFile Parse(ReadOnlySpan<byte> json)
    {
        ConnectionFile file = JsonSerializer.Deserialize(json, WireJson.Default.ConnectionFile) ?? throw new JsonException("it says null");
        string? complaint = file switch
        {
            { Transport: not "tcp" } => $"its transport is '{file.Transport}', and this kernel speaks tcp alone",
            { SignatureScheme: not HmacSha256 } => $"its signature_scheme is '{file.SignatureScheme}', and this kernel knows {HmacSha256} alone",
            { Key: null or "" } => "its key is empty, and this kernel looks at signed messages alone",
            { Ip: null or "" } => "its ip is empty",
            _ => null,
        };
        int[] ports = [file.ShellPort, file.ControlPort, file.IopubPort, file.StdinPort, file.HbPort];
        if (ports.Any(port => port is < 1 or > 65535))
            complaint ??= "a port is missing or out of range";
        return complaint is null ? file : throw new JsonException(complaint);
    }
}
