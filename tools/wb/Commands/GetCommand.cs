using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Workbook.Basics;
using Workbook.Cli.Serving;
using Workbook.Cli.Terminal;
using Workbook.Demux;
using Workbook.Host;

namespace Workbook.Cli.Commands;

/// <summary><c>wb get</c>: one HTTP GET over the stack.</summary>
internal sealed class GetCommand : ExampledCommand
{
    private readonly Argument<string> _url = new("URL") { Description = "ADDRESS[:PORT]/PATH, with or without http:// in front.", HelpName = "ADDRESS[:PORT]/PATH" };
    private readonly Option<string?> _host = new("--host") { Description = "What the server calls itself, for the Host field.", HelpName = "NAME" };
    private readonly Option<bool> _include = new("--include", "-i") { Description = "Print the answer's head, too." };
    private readonly TapArguments _tap = new();

    public GetCommand(Interruption interruption)
        : base("get", "Get something over HTTP, from the stack.")
    {
        Arguments.Add(_url);
        Options.Add(_host);
        Options.Add(_include);
        _tap.AddTo(this);
        _tap.Require();
        Validators.Add(result =>
        {
            if (result.GetResult(_url) is { Tokens: [{ Value: var text }] } && !TryParse(text, out _, out _))
                result.AddError($"'{text}' is not ADDRESS[:PORT]/PATH. There is no DNS here: give the IPv4 address (`getent ahostsv4 NAME` tells it) and --host NAME.");
        });
        SetAction(parsed => Run(parsed, interruption.Token));
    }

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("get 10.0.0.1:8000/ --tap tap0 --address 10.0.0.2/24", "from the kernel: python3 -m http.server there"),
        ("get 93.184.215.14/ --host example.com --tap tap0 --address 10.0.0.2/24 --gateway 10.0.0.1", "from further away, where the kernel forwards"),
    ];

    /// <summary>Takes apart what was asked for.</summary>
    public static bool TryParse(string text, out Endpoint server, [NotNullWhen(true)] out string? path)
    {
        (server, path) = (default, null);
        string rest = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;
        int slash = rest.IndexOf('/');
        string[] host = (slash < 0 ? rest : rest[..slash]).Split(':');
        ushort port = 80;
        if (host.Length > 2 || !IPv4Address.TryParse(host[0], out IPv4Address address)
            || host.Length == 2 && (!ushort.TryParse(host[1], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port == 0))
            return false;
        (server, path) = (new Endpoint(address, port), slash < 0 ? "/" : rest[slash..]);
        return true;
    }

    private int Run(ParseResult parsed, CancellationToken token)
    {
        TryParse(parsed.GetValue(_url)!, out Endpoint server, out string? path);
        string host = parsed.GetValue(_host) ?? (server.Port == 80 ? server.Address.ToString() : server.ToString());
        using var tap = new TapHost(_tap.Read(parsed));
        HttpResponse response = tap.Loop.Run(() => HttpGet.GetAsync(tap.Stack, server, host, path!, cancellationToken: token));
        if (parsed.GetValue(_include))
        {
            Console.Out.WriteLine($"HTTP {response.Status}");
            foreach (string header in response.Headers)
                Console.Out.WriteLine(header);
            Console.Out.WriteLine();
        }
        Console.Out.Flush();
        using Stream output = Console.OpenStandardOutput();
        output.Write(response.Body);
        if (response.Status < 400)
            return 0;
        Screen.Complain($"the server answered with status {response.Status}");
        return 1;
    }
}
