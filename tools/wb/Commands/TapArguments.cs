using System.CommandLine;
using System.CommandLine.Parsing;
using Workbook.Basics;
using Workbook.Cli.Serving;

namespace Workbook.Cli.Commands;

/// <summary>The options of a stack on a TAP interface, the same for all commands that have one.</summary>
/// <param name="nameIsOptional"><c>--tap</c> alone means <see cref="DefaultName"/>.</param>
internal sealed class TapArguments(bool nameIsOptional = false)
{
    public const string DefaultName = "tap0";

    private readonly Option<string?> _name = new("--tap")
    {
        Description = "The stack's TAP interface: attaches to it, or makes it and removes it at the end.",
        HelpName = "NAME",
        Arity = nameIsOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
    };

    private readonly Option<IPv4Prefix?> _address = Parsed.Prefix("--address", "The stack's own address. With --tap.");
    private readonly Option<IPv4Prefix?> _kernel = Parsed.Prefix("--kernel-address", "Give the kernel's end this address. Needs CAP_NET_ADMIN.");
    private readonly Option<IPv4Address?> _gateway = Parsed.Address("--gateway", "Where the stack sends what is not for its own network.");
    private readonly Option<bool> _noOffload = new("--no-offload") { Description = "Plain frames: leave no checksum and no cutting to the kernel." };
    private readonly Option<string?> _trace = new("--trace") { Description = "Print each packet: all, or some of arp,icmp,udp,tcp.", HelpName = "KINDS" };
    private Option<string?>? _capture;

    /// <param name="withFrames">The command has a capture of its own.</param>
    public void AddTo(Command command, bool withFrames = false)
    {
        foreach (Option option in (Option[])[_name, _address, _kernel, _gateway, _noOffload, _trace])
            command.Options.Add(option);
        if (!withFrames)
            command.Options.Add(_capture = new Option<string?>("--pcap") { Description = "Write all packets into a capture file.", HelpName = "FILE" });
        command.Validators.Add(Validate);
    }

    /// <summary>Must be given, in commands that do nothing without.</summary>
    public void Require() => (_name.Required, _address.Required) = (true, true);

    public bool IsWanted(ParseResult parsed) => parsed.GetResult(_name) is not null;

    public TapPlan Read(ParseResult parsed) => new(parsed.GetValue(_name) ?? DefaultName, parsed.GetValue(_address)!.Value)
    {
        KernelAddress = parsed.GetValue(_kernel),
        Gateway = parsed.GetValue(_gateway),
        NoOffload = parsed.GetValue(_noOffload),
        Trace = parsed.GetValue(_trace)?.Split(',') ?? [],
        Capture = _capture is null ? null : parsed.GetValue(_capture),
    };

    private void Validate(CommandResult result)
    {
        bool tap = result.GetResult(_name) is not null;
        bool address = result.GetResult(_address) is not null;
        if (tap && !address)
            result.AddError("--tap needs the stack's address: --address 10.0.0.2/24.");
        if (!tap && (address || result.GetResult(_kernel) is not null || result.GetResult(_gateway) is not null))
            result.AddError("An address, but no interface: add --tap NAME.");
        if (result.GetResult(_trace) is { Errors: var errors } trace && !errors.Any() && trace.Tokens.Count > 0)
        {
            string[] unknown = [.. trace.Tokens[0].Value.Split(',').Except(TapPlan.TraceKinds)];
            if (unknown.Length > 0)
                result.AddError($"--trace knows {string.Join(", ", TapPlan.TraceKinds)}; not '{unknown[0]}'.");
        }
    }
}
