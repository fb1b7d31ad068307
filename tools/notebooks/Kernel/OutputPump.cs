using System.Text;

namespace Workbook.Notebooks.Kernel;

/// <summary>
/// Between the thread of a cell, which may print a line a microsecond, and the sockets: collects outputs, joins what was
/// printed to the same stream, and hands it on when asked, 20 times a second.
/// </summary>
/// <param name="publish">Sends one output.</param>
internal sealed class OutputPump(Action<Execution, CellOutput> publish)
{
    /// <summary>So many characters wait for the next tick; who prints faster is made to wait.</summary>
    private const int Capacity = 1 << 20;

    private readonly Lock _publishing = new();
    private readonly object _gate = new();
    private readonly StringBuilder _text = new();
    private List<(Execution Run, CellOutput Output)> _waiting = [];
    private (Execution Run, string Name)? _open;
    private int _size;
    private bool _closed;

    /// <summary>From the thread of a cell.</summary>
    public void Add(Execution run, CellOutput output)
    {
        // An interrupted cell's thread is aborted wherever it happens to be, except in a finally block; half an
        // addition would be the end of all output.
        try
        {
        }
        finally
        {
            lock (_gate)
                AddLocked(run, output);
        }
    }

    /// <summary>Sends what has come together; one thread at a time, or the order would be lost.</summary>
    /// <param name="all">The cell is at its end.</param>
    public void Flush(bool all = false)
    {
        lock (_publishing)
        {
            foreach ((Execution run, CellOutput output) in Take(all))
                publish(run, output);
        }
    }

    /// <summary>Nobody is made to wait any more: there will be no further tick.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void AddLocked(Execution run, CellOutput output)
    {
        while (_size >= Capacity && !_closed)
            Monitor.Wait(_gate);
        _size += Length(output);
        if (output is not StreamOutput stream)
        {
            CloseText();
            _waiting.Add((run, output));
            return;
        }
        if (_open != (run, stream.Name))
            CloseText();
        _open = (run, stream.Name);
        _text.Append(stream.Text);
    }

    private List<(Execution Run, CellOutput Output)> Take(bool all)
    {
        lock (_gate)
        {
            // Half of a character beyond the basic plane waits for its other half.
            if (all || _text.Length == 0 || !char.IsHighSurrogate(_text[^1]))
                CloseText();
            var taken = _waiting;
            _waiting = [];
            _size = _text.Length;
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    private void CloseText()
    {
        if (_open is var (run, name) && _text.Length > 0)
            _waiting.Add((run, new StreamOutput(name, _text.ToString())));
        _text.Clear();
        _open = null;
    }

    private static int Length(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text.Length,
        DisplayOutput display => display.Data.Parts.Sum(part => part.Value.Length),
        _ => 0,
    };
}
