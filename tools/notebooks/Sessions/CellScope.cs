using System.Globalization;

namespace Workbook.Notebooks;

/// <summary>Where a session's cells put things out. It flows into the threads and tasks that they start.</summary>
internal sealed class CellScope
{
    private static readonly AsyncLocal<CellScope?> Flowing = new();

    private readonly Lock _gate = new();
    private readonly List<CellOutput> _between = [];
    private Action<CellOutput>? _output;
    private CancellationToken _token;

    public static CellScope? Current => Flowing.Value;

    public static void Show(object? value)
    {
        if (Current is { } scope)
            scope.Write(new DisplayOutput(Formatter.Format(value)));
        else
            Console.Out.WriteLine(value);
    }

    /// <summary>Makes it the scope of this thread and of what is started from it; numbers read the same everywhere.</summary>
    public void Enter()
    {
        Flowing.Value = this;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Begins a cell; what threads of earlier ones said meanwhile comes first.</summary>
    /// <param name="token">Once it is cancelled, whoever writes gets an exception.</param>
    public void Open(Action<CellOutput> output, CancellationToken token)
    {
        lock (_gate)
        {
            (_output, _token) = (output, token);
            _between.ForEach(output);
            _between.Clear();
        }
    }

    /// <summary>Ends the cell.</summary>
    public void Close(ErrorOutput? error)
    {
        lock (_gate)
        {
            if (error is not null)
                _output?.Invoke(error);
            (_output, _token) = (null, CancellationToken.None);
        }
    }

    /// <summary>Puts something out; one at a time, whoever calls.</summary>
    public void Write(CellOutput what)
    {
        // A thread is not stopped inside a finally block, or the receiver would be left with half of it. A cell that
        // does nothing but write is hardly ever outside, so it must be stopped here.
        _token.ThrowIfCancellationRequested();
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                // What the receiver itself writes is not the cell's.
                Flowing.Value = null;
                if (_output is { } output)
                    output(what);
                else
                    _between.Add(what);
                Flowing.Value = this;
            }
        }
    }
}
