using Workbook.Demux;
using Workbook.Host;

namespace Workbook.Interop.Tests;

/// <summary>What a person would type at a shell.</summary>
[Exercise("any")]
public class TcpToolTests
{
    [Theory, InBothModes(10), InBothModes(1_000_000)]
    public Task Nc_gets_its_input_back(Frames frames, int size) => KernelLab.RunAsync(frames, async lab =>
    {
        byte[] input = Pattern.Bytes(0, size);
        Command nc = await lab.RunAsync(input, "nc", "-N", "-w", "10", "10.77.0.2", "7");
        nc.ShouldSucceed().Output.ShouldBe(input);
    });

    [Theory, InBothModes(10), InBothModes(1_000_000)]
    public Task Socat_gets_its_input_back(Frames frames, int size) => KernelLab.RunAsync(frames, async lab =>
    {
        byte[] input = Pattern.Bytes(0, size);
        Command socat = await lab.RunAsync(input, "socat", "-t", "10", "-", "TCP4:10.77.0.2:7");
        socat.ShouldSucceed().Output.ShouldBe(input);
    });

    [Theory, InBothModes]
    public Task Nc_asks_for_the_time_of_day(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Command nc = await lab.RunAsync("nc", "-w", "10", "10.77.0.2", "13");
        nc.ShouldSucceed().OutputText.ShouldContain($"{DateTime.UtcNow.Year}");
    });

    [Theory, InBothModes]
    public Task Nc_finds_a_closed_port_closed(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Command nc = await lab.RunAsync("nc", "-v", "-w", "10", "10.77.0.2", "4444");
        nc.ExitCode.ShouldBe(1);
        nc.Errors.ShouldContain("refused");
    });
}

[Exercise("any")]
public class HttpTests
{
    private const string Server =
        """
        while IFS= read -r line && [ "${line%?}" != "" ]; do case $line in GET*) asked=$line;; esac; done
        printf 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nyou said: %s' "$asked"
        """;

    [Theory, InBothModes]
    public Task The_stack_gets_a_page_from_a_web_server_on_the_kernel(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        string script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Server);
            lab.Start("socat", "TCP4-LISTEN:8080,reuseaddr,fork", $"EXEC:sh {script}");
            await lab.UntilListeningAsync(8080);
            HttpResponse response = await HttpGet.GetAsync(lab.Stack, new Endpoint(KernelLab.Kernel, 8080), "10.77.0.1", "/index.html");
            response.Status.ShouldBe(200);
            response.Headers.ShouldContain("Content-Type: text/plain");
            response.Text.TrimEnd().ShouldBe("you said: GET /index.html HTTP/1.0");
        }
        finally
        {
            File.Delete(script);
        }
    });
}
