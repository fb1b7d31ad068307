using System.Globalization;

namespace Workbook.Notebooks;

/// <summary>What a running cell is to the code in it. It flows into the threads and tasks that the cell starts.</summary>
/// <param name="stop">Once it is cancelled, whoever writes gets an exception.</param>
internal sealed class CellScope(SessionOutput output, CancellationToken stop)
{
    private static readonly AsyncLocal<CellScope?> Flowing = new();

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

    public void ThrowIfStopped() => stop.ThrowIfCancellationRequested();

    public void Write(CellOutput what)
    {
        ThrowIfStopped();
        // A thread is not stopped inside a finally block, or the receiver would be left with half of it.
        try
        {
            // What the receiver itself writes is not the cell's.
            Flowing.Value = null;
        }
        finally
        {
            output.Write(what);
            Flowing.Value = this;
        }
    }
}
