using System.CommandLine;
using System.CommandLine.Parsing;
using Spectre.Console;
using Workbook.Cli.Bench;
using Workbook.Cli.Terminal;

namespace Workbook.Cli.Commands;

/// <summary><c>wb bench</c>: how fast the stack is, and how fast the kernel's own.</summary>
internal sealed class BenchCommand : ExampledCommand
{
    private const double QuickSeconds = 0.3, UsualSeconds = 3;
    private const int QuickRounds = 1, UsualRounds = 5;

    private readonly Option<string?> _json = new("--json") { Description = "Write all samples as JSON into a file; - for standard output.", HelpName = "FILE" };
    private readonly Option<string[]> _only = new("--only")
    {
        Description = $"Measure only these: {string.Join(", ", BenchOptions.All)}.",
        HelpName = "PART[,PART...]",
        CustomParser = ParseParts,
    };
    private readonly Option<double?> _seconds = new("--seconds") { Description = $"How long each figure is measured on each side. [default: {UsualSeconds}]", HelpName = "N" };
    private readonly Option<bool> _noKernel = new("--no-kernel") { Description = "Do not measure the kernel's own stack: no ratios." };
    private readonly Option<bool> _quick = new("--quick") { Description = "One short round of each: does it run at all?" };

    public BenchCommand()
        : base("bench", "Measure the stack, in turns with the Linux kernel's own.")
    {
        foreach (Option option in (Option[])[_json, _only, _seconds, _noKernel, _quick])
            Options.Add(option);
        Validators.Add(result =>
        {
            if (result.GetValue(_seconds) is <= 0 or > 3600)
                result.AddError("--seconds wants more than 0 and at most 3600.");
        });
        SetAction(RunAsync);
    }

    public override string Remarks =>
        """
        Over a TAP, the other end is always a socket of the kernel's in a network namespace, and the kernel is measured
        in turns with us over a veth pair, with CUBIC. Needs root for that; without, what happens in memory is measured.
        Exits with 1 if a figure is not as asked. On a busy machine figures say little: look at the ratios.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("bench", "everything: about two minutes"),
        ("bench --quick", "does it run at all?"),
        ("bench --only bulk,rtt --seconds 10", "some of it, longer"),
        ("bench --json bench.json", "with all samples"),
        ("bench --only memory,idle,scaling", "what needs no root"),
    ];

    /// <summary>What its own processes are started with; not for people.</summary>
    public static Command ForPeers()
    {
        var role = new Argument<string>("role");
        var arguments = new Argument<string[]>("arguments") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(PeerRoles.Command) { role, arguments };
        command.Hidden = true;
        command.SetAction(parsed => PeerRoles.Run(parsed.GetValue(role)!, parsed.GetValue(arguments)!));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        bool isQuick = parsed.GetValue(_quick);
        string[] parts = parsed.GetValue(_only) is { Length: > 0 } some ? some : [.. BenchOptions.All];
        var options = new BenchOptions(
            parts.ToHashSet(),
            parsed.GetValue(_seconds) ?? (isQuick ? QuickSeconds : UsualSeconds),
            isQuick ? QuickRounds : UsualRounds,
            !parsed.GetValue(_noKernel),
            isQuick);
        string? json = parsed.GetValue(_json);
        // Whoever wants JSON on standard output wants nothing else there.
        IAnsiConsole console = json == "-" ? Screen.Error : Screen.Out;
        BenchReport report;
        try
        {
            report = await Screen.Error.Status().StartAsync("starting", status =>
                BenchRun.RunAsync(options, what => status.Status = Markup.Escape(what), cancellation));
        }
        catch (PeerException e)
        {
            Screen.Complain(e.Message);
            return 1;
        }
        report.Print(console);
        if (json == "-")
            Console.Out.WriteLine(report.ToJson());
        else if (json is not null)
            await File.WriteAllTextAsync(json, report.ToJson() + "\n", cancellation);
        return report.AllMet ? 0 : 1;
    }

    private static string[] ParseParts(ArgumentResult result)
    {
        string[] parts = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (parts.Except(BenchOptions.All).FirstOrDefault() is { } unknown)
            result.AddError($"--only: '{unknown}' is none of {string.Join(", ", BenchOptions.All)}.");
        return parts;
    }
}
