using Workbook.Basics;
using Workbook.Cli.Terminal;
using Workbook.Host;

namespace Workbook.Cli.Serving;

internal enum Services
{
    /// <summary>Echo over TCP and UDP.</summary>
    Echo,

    /// <summary>Echo, daytime, discard, chargen.</summary>
    All,
}

/// <summary>What a stack serves.</summary>
internal sealed record ServerPlan
{
    public Services Services { get; init; } = Services.All;

    /// <summary>UDP port that takes orders to connect out; null for none.</summary>
    public ushort? DialPort { get; init; }

    /// <summary>A capture file, if the TAP's plan names none.</summary>
    public string? Capture { get; init; }
}

/// <summary>Serves on a TAP interface until it is told to stop.</summary>
internal static class Server
{
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(500);

    public static int Run(TapPlan tap, ServerPlan plan, CancellationToken token)
    {
        using var host = new TapHost(tap with { Capture = tap.Capture ?? plan.Capture });
        Rehearsal.Run();
        IReadOnlyList<TcpService> services = Start(host.Stack, plan);
        host.Loop.Start();
        Console.Out.WriteLine($"{tap.Address} on {host.Name} ({host.Offload}): {Describe(plan)}");
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        while (!token.IsCancellationRequested && !host.IsGone && !host.Loop.Completion.IsCompleted && services.All(service => !service.Completion.IsFaulted))
            token.WaitHandle.WaitOne(LookAround);
        if (token.IsCancellationRequested)
        {
            Summarize(host.Stack, services);
            return 0;
        }
        Exception? fault = host.Loop.Completion.Exception?.InnerException ?? services.FirstOrDefault(service => service.Completion.IsFaulted)?.Completion.Exception?.InnerException;
        Screen.Complain(fault?.ToString() ?? $"The interface {host.Name} is gone.");
        return 1;
    }

    /// <summary>Starts the services of a plan.</summary>
    public static IReadOnlyList<TcpService> Start(NetworkStack stack, ServerPlan plan)
    {
        SmallServices.StartUdpEcho(stack);
        if (plan.DialPort is { } port)
            DialService.Start(stack, port);
        if (plan.Services == Services.Echo)
            return [EchoServer.Start(stack)];
        SmallServices.StartUdpDaytime(stack);
        return [EchoServer.Start(stack), SmallServices.StartDaytime(stack), SmallServices.StartDiscard(stack), SmallServices.StartChargen(stack)];
    }

    private static string Describe(ServerPlan plan) =>
        (plan.Services == Services.Echo ? "echo 7 (TCP, UDP)" : "echo 7 and daytime 13 (TCP, UDP), discard 9 and chargen 19 (TCP)")
        + (plan.DialPort is { } port ? $", dial {port} (UDP)" : "");

    private static void Summarize(NetworkStack stack, IReadOnlyList<TcpService> services)
    {
        Counters counters = stack.Counters;
        Screen.Tell("");
        Screen.Tell($"{Quantity.Count(services.Sum(service => service.Served), "connection")}; "
            + $"{Quantity.Count(counters[Counter.DatagramsIn], "datagram")} in, {Quantity.Count(counters[Counter.DatagramsOut])} out; "
            + $"{Quantity.Count(counters[Counter.SegmentsRetransmitted], "segment")} retransmitted");
        string drops = string.Join(", ", Enum.GetValues<DropReason>().Where(reason => counters[reason] > 0).Select(reason => $"{reason} {Quantity.Count(counters[reason])}"));
        if (drops != "")
            Screen.Tell($"dropped: {drops}");
    }
}
