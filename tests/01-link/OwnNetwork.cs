using System.Runtime.ExceptionServices;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Workbook.Link.Tests;

/// <summary>Runs a test in a network namespace of its own, which goes away with its thread; so no test sees or changes
/// the machine's interfaces.</summary>
internal static class OwnNetwork
{
    /// <summary>Far more than any of these tests needs: a descriptor that waits would keep the thread for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Run(Action test)
    {
        if (!OperatingSystem.IsLinux())
            Skip("it needs Linux");
        if (!File.Exists("/dev/net/tun"))
            Skip("there is no /dev/net/tun: `sudo modprobe tun`");

        int denied = 0;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (unshare(CLONE_NEWNET) < 0)
                    denied = errno;
                else
                    test();
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(Patience))
            throw new ShouldAssertException($"the test has not ended after {Patience.TotalSeconds} s: does the descriptor wait? (O_NONBLOCK)");
        if (denied != 0)
            Skip($"no network namespace of our own (errno {denied}): run as root or inside `unshare -Urn`");
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    private static void Skip(string why) => Assert.Skip($"exercise 1.5 is judged only where a TAP interface can be had; {why}");

    /// <summary>The next frame that satisfies a condition, waited for up to a second per frame; fails if none comes.</summary>
    public static unsafe (byte[] Frame, FrameInfo Info) Await(TapLink link, Func<byte[], bool> wanted)
    {
        byte[] buffer = new byte[ILink.LargestFrame];
        for (int i = 0; i < 100; i++)
        {
            while (link.TryReceive(default, buffer, out FrameInfo info))
            {
                if (buffer[..info.Length] is var frame && wanted(frame))
                    return (frame, info);
            }
            var poll = new pollfd { fd = link.PollDescriptor, events = POLLIN };
            if (LibC.poll(&poll, 1, 1000) == 0)
                break;
        }
        throw new ShouldAssertException("the frame did not come");
    }
}
