using Workbook.Notebooks;
using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

/// <summary>A kernel in this process, and a client connected to it.</summary>
internal sealed class KernelAtWork : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly NotebookSession _session;
    private readonly Task _serving;

    private KernelAtWork(string directory)
    {
        _session = new NotebookSession(new SessionOptions(directory));
        ConnectionFile connection = JupyterClient.FreeConnection();
        Kernel = new JupyterKernel(connection, Task.FromResult(_session));
        _serving = Task.Run(() => Kernel.RunAsync(_end.Token));
        Client = new JupyterClient(connection);
    }

    public JupyterKernel Kernel { get; }

    public JupyterClient Client { get; }

    /// <param name="directory">Where the notebook is; any, if it does not matter.</param>
    public static KernelAtWork Start(string? directory = null)
    {
        var kernel = new KernelAtWork(directory ?? AppContext.BaseDirectory);
        kernel.Client.WaitUntilReady();
        return kernel;
    }

    public void Dispose()
    {
        Client.Dispose();
        _end.Cancel();
        _serving.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue("the kernel ends when it is told to");
        Kernel.Dispose();
        _session.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
    }
}
