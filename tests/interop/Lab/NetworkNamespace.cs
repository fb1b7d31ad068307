using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using static Tmds.Linux.LibC;

namespace Workbook.Interop.Tests;

/// <summary>
/// A network namespace and the thread that lives in it. A socket belongs to the namespace of the thread that made it, and
/// a process to that of the thread that started it, whoever uses them afterwards. With the thread and its sockets the
/// kernel removes the namespace: nothing is left behind, however a test ends.
/// </summary>
internal sealed class NetworkNamespace : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    private NetworkNamespace(TaskCompletionSource<int> entered)
    {
        _thread = new Thread(() => Live(entered)) { Name = "namespace", IsBackground = true };
        _thread.Start();
    }

    /// <summary>The kernel's number of the thread, by which <c>ip link set ... netns</c> finds the namespace.</summary>
    public int ThreadId { get; private set; }

    /// <summary>Makes one; or skips the test, saying what is missing.</summary>
    public static NetworkNamespace Create()
    {
        if (!OperatingSystem.IsLinux())
            Skip("the other side is the Linux kernel, and this is not Linux");
        if (!File.Exists("/dev/net/tun"))
            Skip("there is no /dev/net/tun: `sudo modprobe tun`");
        var entered = new TaskCompletionSource<int>();
        var network = new NetworkNamespace(entered);
        int error = entered.Task.GetAwaiter().GetResult();
        if (error != 0)
            Skip($"no network namespace of our own (errno {error}): run as root or inside `unshare -Urn`");
        return network;
    }

    /// <summary>Calls a function on the thread in the namespace and waits for it.</summary>
    public T Inside<T>(Func<T> function)
    {
        T result = default!;
        Exception? failure = null;
        using var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception e)
            {
                failure = e;
            }
            done.Set();
        });
        done.Wait();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return result;
    }

    public void Inside(Action action) => Inside(() =>
    {
        action();
        return true;
    });

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
    }

    private static void Skip(string why) => Assert.Skip($"not run: {why}");

    private void Live(TaskCompletionSource<int> entered)
    {
        if (unshare(CLONE_NEWNET) < 0)
        {
            entered.SetResult(errno);
            return;
        }
        ThreadId = int.Parse(Path.GetFileName(new FileInfo("/proc/thread-self").ResolveLinkTarget(false)!.FullName));
        entered.SetResult(0);
        foreach (Action work in _work.GetConsumingEnumerable())
            work();
    }
}
