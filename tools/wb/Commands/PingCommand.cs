using System.CommandLine;
using System.Globalization;
using Workbook.Basics;
using Workbook.Cli.Serving;
using Workbook.Cli.Terminal;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Cli.Commands;

/// <summary><c>wb ping</c>: echo requests from the stack.</summary>
internal sealed class PingCommand : ExampledCommand
{
    private static readonly IPv4Prefix Near = IPv4Prefix.Parse("10.0.0.1/24"), Far = IPv4Prefix.Parse("10.0.0.2/24");

    private readonly Argument<string> _address = new("ADDRESS") { Description = "Whom to ping.", DefaultValueFactory = _ => Far.Address.ToString() };
    private readonly Option<int> _count = new("--count", "-c") { Description = "How many requests.", HelpName = "N", DefaultValueFactory = _ => 4 };
    private readonly Option<int> _size = new("--size", "-s") { Description = "Bytes of data in each, up to 65,507.", HelpName = "BYTES", DefaultValueFactory = _ => 56 };
    private readonly Option<TimeSpan?> _interval = Parsed.Time("--interval", "Time from one request to the next. [default: 1s]");
    private readonly TapArguments _tap = new();

    public PingCommand(Interruption interruption)
        : base("ping", "Ping from the stack: a second one in memory, or anybody.")
    {
        Arguments.Add(_address);
        foreach (Option option in (Option[])[_count, _size, _interval])
            Options.Add(option);
        _tap.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetResult(_address) is { Tokens: [{ Value: var text }] } && !IPv4Address.TryParse(text, out _))
                result.AddError($"'{text}' is no IPv4 address; there is no DNS here, so names do not help.");
            if (result.GetResult(_size) is { Tokens: [{ Value: var size }] } && int.TryParse(size, out int bytes) && bytes is < 0 or > 65_507)
                result.AddError("--size goes from 0 to 65507.");
        });
        SetAction(parsed => Run(parsed, interruption.Token));
    }

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("ping", "a second stack, over a cable in memory"),
        ("ping -s 4000", "the same, in fragments"),
        ("ping 10.0.0.1 --tap tap0 --address 10.0.0.2/24", "the kernel"),
    ];

    private int Run(ParseResult parsed, CancellationToken token)
    {
        IPv4Address destination = IPv4Address.Parse(parsed.GetValue(_address)!);
        Rehearsal.Run();
        if (_tap.IsWanted(parsed))
        {
            using var host = new TapHost(_tap.Read(parsed));
            return host.Loop.Run(() => PingAsync(host.Stack, destination, parsed, token));
        }
        using var loop = new StackLoop();
        NetworkStack near = loop.CreateStack(new StackOptions { Name = "near" });
        NetworkStack far = loop.CreateStack(new StackOptions { Name = "far" });
        (ILink a, ILink b) = Cable.Create();
        near.AddInterface(a, Near);
        far.AddInterface(b, Far);
        Screen.Tell($"Two stacks in this process: {Near.Address} pings, {Far.Address} answers. (--tap reaches the kernel.)");
        return loop.Run(() => PingAsync(near, destination, parsed, token));
    }

    private async Task<int> PingAsync(NetworkStack stack, IPv4Address destination, ParseResult parsed, CancellationToken token)
    {
        (int count, int size, TimeSpan interval) = (parsed.GetValue(_count), parsed.GetValue(_size), parsed.GetValue(_interval) ?? TimeSpan.FromSeconds(1));
        var times = new List<double>();
        int sent = 0;
        try
        {
            while (sent < count)
            {
                sent++;
                if (await PingOnceAsync(stack, destination, sent, size, token) is { } time)
                    times.Add(time.TotalMilliseconds);
                if (sent < count)
                    await Task.Delay(interval, stack.Loop.Time, token);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough; what has been measured counts.
        }
        Summarize(sent, times);
        return times.Count > 0 ? 0 : 1;
    }

    private static async Task<TimeSpan?> PingOnceAsync(NetworkStack stack, IPv4Address destination, int number, int size, CancellationToken token)
    {
        try
        {
            PingReply reply = await stack.PingAsync(destination, size, cancellationToken: token);
            Console.Out.WriteLine($"{reply.Size} bytes from {reply.From}: seq={number} ttl={reply.TimeToLive} time={Milliseconds(reply.RoundTrip.TotalMilliseconds)} ms");
            return reply.RoundTrip;
        }
        catch (NetworkException e)
        {
            Console.Out.WriteLine(e.Failure == SocketFailure.TimedOut ? $"no answer: seq={number}" : $"seq={number}: {e.Message}");
            return null;
        }
    }

    private static void Summarize(int sent, List<double> times)
    {
        string lost = sent == 0 ? "0" : (100.0 * (sent - times.Count) / sent).ToString("0.#", CultureInfo.InvariantCulture);
        Console.Out.WriteLine($"{Quantity.Count(sent, "request")}, {Quantity.Count(times.Count)} answered, {lost}% lost");
        if (times.Count > 0)
            Console.Out.WriteLine($"round trip min/avg/max = {Milliseconds(times.Min())}/{Milliseconds(times.Average())}/{Milliseconds(times.Max())} ms");
    }

    private static string Milliseconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
