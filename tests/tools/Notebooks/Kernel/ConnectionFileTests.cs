using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public class ConnectionFileTests
{
    private const string Ports = """ "shell_port": 1, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5 """;

    [Fact]
    public void It_says_where_and_with_which_key()
    {
        ConnectionFile file = Read($$"""{ "transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k", "kernel_name": "x", {{Ports}} }""");
        file.ShouldBe(new ConnectionFile("k", 1, 2, 3, 4, 5));
    }

    [Fact]
    public void Without_an_address_it_is_this_machine_alone() => Read($$"""{ "key": "k", {{Ports}} }""").Ip.ShouldBe("127.0.0.1");

    [Theory]
    [InlineData("", "no connection file")]
    [InlineData("null", "null")]
    [InlineData("{}", "no connection file")]
    [InlineData("""{ "key": "", PORTS }""", "signed messages alone")]
    [InlineData("""{ PORTS }""", "key")]
    [InlineData("""{ "key": "k", "signature_scheme": "hmac-md5", PORTS }""", "hmac-sha256 alone")]
    [InlineData("""{ "key": "k", "transport": "ipc", PORTS }""", "tcp alone")]
    [InlineData("""{ "key": "k", "ip": "", PORTS }""", "ip is empty")]
    [InlineData("""{ "key": "k", "shell_port": 70000, "control_port": 2, "iopub_port": 3, "stdin_port": 4, "hb_port": 5 }""", "out of range")]
    public void What_it_cannot_serve_it_says(string json, string complaint) =>
        Should.Throw<InvalidDataException>(() => Read(json.Replace("PORTS", Ports))).Message.ShouldContain(complaint);

    private static ConnectionFile Read(string json)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, json);
            return ConnectionFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
