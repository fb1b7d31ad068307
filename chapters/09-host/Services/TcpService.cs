using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>Accepts connections on the loop and serves each until it ends, by a function of the service's.</summary>
public sealed class TcpService : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<TcpStream, Task> _serve;

    private TcpService(TcpListener listener, Func<TcpStream, Task> serve) => (_listener, _serve) = (listener, serve);

    public Endpoint Local => _listener.Local;

    /// <summary>Connections that are being served.</summary>
    public int Active { get; private set; }

    /// <summary>Connections served so far, whatever their end.</summary>
    public long Served { get; private set; }

    /// <summary>Ends when the service is disposed, or its loop; faulted if serving threw anything but a
    /// <see cref="NetworkException"/>, which would be a mistake in the service.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Listens and serves, until disposed.</summary>
    /// <param name="serve">Runs on the loop, once for each connection; who serves disposes the stream.</param>
    /// <exception cref="NetworkException">The port is in use.</exception>
    public static TcpService Start(NetworkStack stack, Endpoint local, Func<TcpStream, Task> serve, int backlog = 128, TcpSettings? settings = null)
    {
        var service = new TcpService(stack.ListenTcp(local, backlog, settings), serve);
        service.Completion = stack.Loop.RunAsync(service.AcceptAsync);
        return service;
    }

    /// <summary>Accepts no more; connections that are being served go on.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        var mistake = new TaskCompletionSource();
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync(), mistake);
        }
        catch (NetworkException)
        {
            // The listener is closed: by whoever has enough, or by a mistake.
        }
        if (mistake.Task.IsFaulted)
            await mistake.Task;
    }

    private async Task ServeAsync(TcpStream stream, TaskCompletionSource mistake)
    {
        Active++;
        Served++;
        try
        {
            await _serve(stream);
        }
        catch (NetworkException)
        {
            // The peer has gone, or the loop ends: no more than the end of this conversation.
        }
        catch (Exception e)
        {
            mistake.TrySetException(e);
            Dispose();
        }
        finally
        {
            Active--;
            stream.Dispose();
        }
    }
}
