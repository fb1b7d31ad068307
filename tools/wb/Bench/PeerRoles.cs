using System.Globalization;

namespace Workbook.Cli.Bench;

/// <summary>What a peer can do.</summary>
internal interface IPeerRole : IDisposable
{
    /// <summary>Does what a line asks for.</summary>
    /// <param name="request">Its words.</param>
    double[] Answer(string[] request);
}

/// <summary>The other end of <see cref="Peer"/>: the hidden command <c>wb bench-peer</c>.</summary>
internal static class PeerRoles
{
    public const string Command = "bench-peer";
    public const string KernelServer = "kernel-server", KernelClient = "kernel-client", Stack = "stack", Memory = "memory";

    /// <summary>Answers requests until there are no more.</summary>
    public static int Run(string role, string[] arguments)
    {
        try
        {
            using IPeerRole peer = role switch
            {
                KernelServer => new KernelServer(),
                KernelClient => new KernelClient(),
                Stack => new StackServer(arguments),
                Memory => new InMemory(),
                _ => throw new ArgumentException($"no role is called '{role}'"),
            };
            Console.WriteLine();
            while (Console.ReadLine() is { } line)
                Console.WriteLine(Answer(peer, line.Split(' ')));
            return 0;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static string Answer(IPeerRole peer, string[] request)
    {
        try
        {
            double[] numbers = request[0] == "pin" ? Pin(request[1]) : peer.Answer(request);
            return string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
        }
        catch (Exception e)
        {
            return "!" + (e.InnerException ?? e).Message.ReplaceLineEndings(" ");
        }
    }

    private static double[] Pin(string cpu)
    {
        Affinity.Set(cpu == "none" ? null : int.Parse(cpu, CultureInfo.InvariantCulture));
        return [];
    }
}
