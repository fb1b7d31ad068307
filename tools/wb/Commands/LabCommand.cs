using System.CommandLine;
using Spectre.Console;
using Workbook.Cli.Lab;
using Workbook.Cli.Terminal;

namespace Workbook.Cli.Commands;

/// <summary><c>wb lab</c>: a network of one's own, with the stack in it and a shell.</summary>
internal sealed class LabCommand : ExampledCommand
{
    private readonly Argument<string[]> _command = new("COMMAND") { Description = "What to run instead of a shell.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _noOffload = new("--no-offload") { Description = "Plain frames between kernel and stack." };
    private readonly Option<string?> _pcap = new("--pcap") { Description = "Write all packets into a capture file.", HelpName = "FILE" };

    /// <summary>Given to itself, once it runs in the namespace.</summary>
    private readonly Option<bool> _inside = new("--inside") { Hidden = true };

    public LabCommand(Interruption interruption)
        : base("lab", "A network of your own with the stack in it, and a shell there.")
    {
        Arguments.Add(_command);
        foreach (Option option in (Option[])[_noOffload, _pcap, _inside])
            Options.Add(option);
        SetAction(parsed => parsed.GetValue(_inside)
            ? LabInside.Run(parsed.GetValue(_command)!, parsed.GetValue(_noOffload), parsed.GetValue(_pcap), interruption)
            : Enter(parsed, interruption));
    }

    public override string Remarks =>
        """
        The network is a namespace of the kernel that lives as long as this command: nothing outside changes, and nothing
        is left over. Needs root, or a system that lets its users make namespaces.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("lab", "look around"),
        ("lab -- ping -c 3 10.0.0.2", "run one command in it"),
    ];

    private int Enter(ParseResult parsed, Interruption interruption)
    {
        if (Namespace.FindWay() is { } way)
        {
            var arguments = new List<string> { "lab", "--inside" };
            if (parsed.GetValue(_noOffload))
                arguments.Add("--no-offload");
            if (parsed.GetValue(_pcap) is { } path)
                arguments.AddRange(["--pcap", path]);
            return Namespace.RunSelf(way, [.. arguments, "--", .. parsed.GetValue(_command)!], interruption);
        }
        Screen.Complain("this user cannot make a network namespace here. With a user who can (sudo), the same by hand:");
        Screen.Tell(Namespace.ByHand);
        return 1;
    }
}
