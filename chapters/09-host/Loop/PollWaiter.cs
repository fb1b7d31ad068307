using System.Runtime.InteropServices;
using Tmds.Linux;
using Workbook.Link;
using static Tmds.Linux.LibC;

namespace Workbook.Host;

/// <summary>Waits with <c>ppoll</c> for the devices of all links, and for an <c>eventfd</c> by which other threads wake the
/// loop. One system call; precise to well below a millisecond, unlike <c>poll</c>.</summary>
public sealed unsafe class PollWaiter : ILoopWaiter
{
    private readonly int _event;
    private pollfd[] _watched = new pollfd[4];

    /// <exception cref="IOException">The system gives no descriptor.</exception>
    public PollWaiter()
    {
        _event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
        if (_event < 0)
            throw new IOException($"eventfd: {Marshal.GetPInvokeErrorMessage(errno)}");
    }

    public void Wait(IReadOnlyList<ILink> links, TimeSpan timeout)
    {
        int count = Collect(links);
        timespec time = default;
        bool forever = timeout == TimeSpan.MaxValue;
        if (!forever)
        {
            time.tv_sec = timeout.Ticks / TimeSpan.TicksPerSecond;
            time.tv_nsec = (int)(timeout.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        }
        fixed (pollfd* watched = _watched)
        {
            // An interruption by a signal is one more early return.
            _ = ppoll(watched, (uint)count, forever ? null : &time, null);
            if ((watched[0].revents & POLLIN) != 0)
            {
                ulong wakes;
                _ = read(_event, &wakes, sizeof(ulong));
            }
        }
    }

    public void Wake()
    {
        ulong one = 1;
        _ = write(_event, &one, sizeof(ulong));
    }

    public void Dispose() => close(_event);

    private int Collect(IReadOnlyList<ILink> links)
    {
        if (_watched.Length <= links.Count)
            _watched = new pollfd[links.Count + 4];
        _watched[0] = new pollfd { fd = _event, events = POLLIN };
        int count = 1;
        for (int i = 0; i < links.Count; i++)
        {
            if (links[i].PollDescriptor is var descriptor and >= 0)
                _watched[count++] = new pollfd { fd = descriptor, events = POLLIN };
        }
        return count;
    }
}
