using System.Runtime.InteropServices;
using NetMQ;

namespace Workbook.Notebooks.Kernel;

/// <summary>A process that is a kernel and nothing else: what Jupyter starts, and stops.</summary>
public static class KernelProcess
{
    /// <summary>Serves until Jupyter asks for the end, or is gone itself.</summary>
    /// <param name="connectionFile">What Jupyter wrote for it.</param>
    /// <param name="open">Makes what runs the cells ready; the kernel answers meanwhile.</param>
    /// <exception cref="InvalidDataException">The connection file is none.</exception>
    /// <exception cref="IOException">A port that it names cannot be had.</exception>
    public static async Task RunAsync(string connectionFile, Func<CancellationToken, Task<NotebookSession>> open, CancellationToken token)
    {
        ConnectionFile connection = ConnectionFile.Read(connectionFile);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            using var kernel = new JupyterKernel(connection, Task.Run(() => open(end.Token), end.Token));
            using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(kernel, context));
            Task serving = kernel.RunAsync(end.Token);
            await Task.WhenAny(serving, ParentWatch.WaitAsync(end.Token));
            await end.CancelAsync();
            await serving;
        }
        catch (NetMQException e)
        {
            throw new IOException($"{connectionFile} names a port that cannot be had: {e.Message}", e);
        }
        finally
        {
            // After the kernel has let go of its poller, or this would wait for ever.
            NetMQConfig.Cleanup(block: true);
        }
    }

    /// <summary>Ctrl-C in the terminal where Jupyter runs, or a client that interrupts by signal: the cell's end, not the kernel's.</summary>
    private static void Interrupt(JupyterKernel kernel, PosixSignalContext context)
    {
        context.Cancel = true;
        kernel.Interrupt();
    }
}
