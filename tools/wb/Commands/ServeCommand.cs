using System.CommandLine;
using Workbook.Cli.Serving;

namespace Workbook.Cli.Commands;

/// <summary><c>wb serve</c>: the small services, for the kernel and everything behind it.</summary>
internal sealed class ServeCommand : ExampledCommand
{
    private readonly TapArguments _tap = new();
    private readonly Option<ushort?> _dialPort = new("--dial-port")
    {
        Description = "Take orders at this UDP port: \"dial ADDRESS PORT\" connects there and echoes. Off by default.",
        HelpName = "PORT",
    };

    public ServeCommand(Interruption interruption)
        : base("serve", "Serve echo, daytime, discard and chargen on a TAP interface.")
    {
        _tap.AddTo(this);
        _tap.Require();
        Options.Add(_dialPort);
        SetAction(parsed => Server.Run(_tap.Read(parsed), new ServerPlan { DialPort = parsed.GetValue(_dialPort) }, interruption.Token));
    }

    public override string Remarks =>
        """
        Prints "ready" on a line of its own when it serves; Ctrl-C ends it.
        Echo (RFC 862) and daytime (RFC 867) over TCP and UDP; discard (RFC 863) and chargen (RFC 864) over TCP.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("serve --tap tap0 --address 10.0.0.2/24", "attach to tap0, or make it"),
        ("serve --tap tap0 --address 10.0.0.2/24 --kernel-address 10.0.0.1/24", "make it ready for: nc 10.0.0.2 7"),
        ("serve --tap tap0 --address 10.0.0.2/24 --trace arp,tcp", "watch the packets"),
        ("serve --tap tap0 --address 10.0.0.2/24 --gateway 10.0.0.1", "and answer those who are further away"),
    ];
}
