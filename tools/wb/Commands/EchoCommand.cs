using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using Workbook.Cli.Echo;
using Workbook.Cli.Learning;
using Workbook.Cli.Serving;
using Workbook.Cli.Terminal;
using Workbook.Link;

namespace Workbook.Cli.Commands;

/// <summary><c>wb echo</c>: two stacks in one process, and every frame between them in view.</summary>
internal sealed class EchoCommand : ExampledCommand
{
    private static readonly string[] ExampleLines = ["Hello, network!", "Every byte of this went down one stack and up another.", "And back. Goodbye."];

    private static readonly TimeSpan UsualDelay = TimeSpan.FromMilliseconds(10);

    private readonly Option<bool> _lines = new("--lines") { Description = "Echo the lines of standard input instead of the example's." };
    private readonly Option<long?> _size = Parsed.Size("--size", "Echo so many random bytes in one go, and compare their SHA-256.");
    private readonly Option<double> _loss = Parsed.Chance("--loss", "Chance that a packet is lost.");
    private readonly Option<double> _reorder = Parsed.Chance("--reorder", "Chance that a packet is held back, and overtaken.");
    private readonly Option<double> _duplicate = Parsed.Chance("--duplicate", "Chance that a packet arrives twice.");
    private readonly Option<double> _corrupt = Parsed.Chance("--corrupt", "Chance that one bit of a packet is turned over.");
    private readonly Option<TimeSpan?> _delay = Parsed.Time("--delay", "Time that a packet takes. [default: 10ms]");
    private readonly Option<long> _rate = Parsed.Rate("--rate", "What the wire carries. [default: no limit]");
    private readonly Option<IReadOnlySet<long>> _lose = Parsed.Numbers("--lose", "Lose these packets, by the numbers that the ladder shows.");
    private readonly Option<int> _seed = new("--seed") { Description = "What chance hangs on: the same seed, the same ladder.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _pcap = new("--pcap") { Description = "Write what the client sends and receives into a capture file.", HelpName = "FILE" };
    private readonly Option<bool> _solved = new("--solved") { Description = "The reference alone, without your exercises." };
    private readonly Option<bool> _json = new("--json") { Description = "No picture; a summary for programs." };
    private readonly TapArguments _tap = new(nameIsOptional: true);

    public EchoCommand(Interruption interruption)
        : base("echo", "Watch two stacks talk, packet by packet; or echo for the kernel.")
    {
        foreach (Option option in (Option[])[_lines, _size, _loss, _reorder, _duplicate, _corrupt, _delay, _rate, _lose, _seed, _pcap, _solved, _json])
            Options.Add(option);
        _tap.AddTo(this, withFrames: true);
        Validators.Add(result =>
        {
            if (result.GetResult(_lines) is { Implicit: false } && result.GetResult(_size) is not null)
                result.AddError("--lines and --size are two conversations: choose one.");
        });
        SetAction((parsed, _) => RunAsync(parsed, interruption.Token));
    }

    public override string Remarks =>
        """
        In memory, time is virtual: a second's wait takes none, and the same seed gives the same ladder to the last byte.
        Needs no root. Exits with 1 if anything came back wrong or was left over.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("echo", "a short conversation"),
        ("echo --lose 5", "the same, without packet 5"),
        ("echo --size 100MB --loss 0.01", "a long one, over a bad wire"),
        ("echo --lines < README.md", "your own text"),
        ("echo --size 1MiB --pcap echo.pcap", "for Wireshark"),
        ("echo --tap tap0 --address 10.0.0.2/24", "serve the kernel: nc 10.0.0.2 7"),
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken token)
    {
        bool ends = !_tap.IsWanted(parsed) && !parsed.GetValue(_lines) && parsed.GetValue(_size) is null;
        if (!parsed.GetValue(_solved) && await MixedSelf.RunAsync([Name, .. parsed.Tokens.Skip(1).Select(token => token.Value)], ends, token) is { } code)
            return code;
        return _tap.IsWanted(parsed)
            ? Server.Run(_tap.Read(parsed), new ServerPlan { Services = Services.Echo, Capture = parsed.GetValue(_pcap) }, token)
            : RunInMemory(parsed, token);
    }

    private int RunInMemory(ParseResult parsed, CancellationToken token)
    {
        EchoPlan plan = PlanOf(parsed, token);
        bool quiet = parsed.GetValue(_json);
        var picture = quiet ? null : new EchoPicture(Screen.Out, plan.Size is not null);
        picture?.Begin();
        using var run = new EchoRun(plan, picture is null ? null : picture.Tell);
        EchoOutcome outcome = plan.Size is { } size && !quiet ? RunWithProgress(run, size, token) : run.Run(null, token);
        if (quiet)
            WriteJson(outcome);
        else
            picture!.End(outcome, plan);
        return outcome.Failure is null ? 0 : 1;
    }

    private static EchoOutcome RunWithProgress(EchoRun run, long size, CancellationToken token) => ProgressBar.Run(
        "echoing", size, report => run.Run(report, token));

    private EchoPlan PlanOf(ParseResult parsed, CancellationToken token) => new()
    {
        Lines = parsed.GetValue(_lines) ? EchoPicture.ReadLines(token) : ExampleLines,
        Size = parsed.GetValue(_size),
        Faults = new FaultOptions
        {
            Loss = parsed.GetValue(_loss),
            Reorder = parsed.GetValue(_reorder),
            Duplicate = parsed.GetValue(_duplicate),
            Corrupt = parsed.GetValue(_corrupt),
            Delay = parsed.GetValue(_delay) ?? UsualDelay,
            RateBitsPerSecond = parsed.GetValue(_rate),
        },
        Lose = parsed.GetValue(_lose) ?? new HashSet<long>(),
        Seed = parsed.GetValue(_seed),
        Capture = parsed.GetValue(_pcap),
    };

    private static void WriteJson(EchoOutcome outcome) => Console.Out.WriteLine(JsonSerializer.Serialize(
        new
        {
            ok = outcome.Failure is null,
            failure = outcome.Failure,
            sentBytes = outcome.Sent,
            echoedBytes = outcome.Echoed,
            sha256 = outcome.Sha256,
            packets = outcome.Packets,
            packetBytes = outcome.PacketBytes,
            lost = outcome.Lost,
            damaged = outcome.Damaged,
            duplicated = outcome.Duplicated,
            refused = outcome.Refused,
            retransmitted = outcome.Retransmitted,
            virtualSeconds = outcome.Virtual.TotalSeconds,
            wallSeconds = outcome.Wall.TotalSeconds,
        },
        new JsonSerializerOptions { WriteIndented = true }));
}
