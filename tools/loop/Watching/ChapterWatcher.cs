using System.Threading.Channels;

namespace Workbook.Loop;

/// <summary>Notices when a chapter's source file is saved.</summary>
/// <remarks>
/// The system's events are quick, but do not arrive everywhere (containers, WSL, network drives). So the files' times are
/// looked at as well, a few times a second; where events arrive, that finds nothing new.
/// </remarks>
public sealed class ChapterWatcher : IDisposable
{
    /// <summary>Editors write a file in several steps: what follows within this belongs to the same save.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(30);

    private readonly string _directory;
    private readonly FileSystemWatcher? _events;
    private readonly Timer _scans;
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _gate = new();
    private Dictionary<string, (DateTime Written, long Length)> _seen;

    /// <param name="poll">Do without events.</param>
    /// <param name="interval">How often to look at the files' times.</param>
    public ChapterWatcher(string root, bool poll, TimeSpan interval)
    {
        _directory = Path.Combine(root, "chapters");
        _seen = Look();
        _scans = new Timer(_ => Scan(), null, interval, interval);
        _events = poll ? null : Listen();
    }

    /// <summary>Waits until something has changed, and has settled.</summary>
    public async Task WaitAsync(CancellationToken token)
    {
        await _changes.Reader.ReadAsync(token);
        await Task.Delay(Settling, token);
        _changes.Reader.TryRead(out _);
    }

    public void Dispose()
    {
        _events?.Dispose();
        _scans.Dispose();
    }

    private FileSystemWatcher? Listen()
    {
        try
        {
            var events = new FileSystemWatcher(_directory, "*.cs") { IncludeSubdirectories = true };
            events.Changed += (_, _) => Scan();
            events.Created += (_, _) => Scan();
            events.Renamed += (_, _) => Scan();
            events.Deleted += (_, _) => Scan();
            events.EnableRaisingEvents = true;
            return events;
        }
        catch (IOException)
        {
            // The system has no watches left: the files' times must do.
            return null;
        }
    }

    private void Scan()
    {
        lock (_gate)
        {
            var now = Look();
            if (now.Count == _seen.Count && now.All(file => _seen.TryGetValue(file.Key, out var before) && before == file.Value))
                return;
            _seen = now;
        }
        _changes.Writer.TryWrite(true);
    }

    private Dictionary<string, (DateTime, long)> Look()
    {
        try
        {
            return new DirectoryInfo(_directory).EnumerateFiles("*.cs", SearchOption.AllDirectories)
                .ToDictionary(file => file.FullName, file => (file.LastWriteTimeUtc, file.Length));
        }
        catch (IOException)
        {
            // A file went away between being listed and being looked at; the next time sees it.
            return _seen ?? [];
        }
    }
}
