namespace Workbook.Notebooks;

/// <summary>Where a session's cells put things out: one at a time, whoever calls.</summary>
internal sealed class SessionOutput
{
    private readonly Lock _gate = new();
    private readonly List<CellOutput> _between = [];
    private Action<CellOutput>? _receiver;

    /// <summary>Begins a cell; what threads of earlier ones said meanwhile comes first.</summary>
    public void Open(Action<CellOutput> receiver)
    {
        lock (_gate)
        {
            _receiver = receiver;
            _between.ForEach(receiver);
            _between.Clear();
        }
    }

    /// <summary>Ends the cell.</summary>
    public void Close(ErrorOutput? error)
    {
        lock (_gate)
        {
            if (error is not null)
                _receiver?.Invoke(error);
            _receiver = null;
        }
    }

    public void Write(CellOutput what)
    {
        lock (_gate)
        {
            if (_receiver is { } receiver)
                receiver(what);
            else
                _between.Add(what);
        }
    }
}
