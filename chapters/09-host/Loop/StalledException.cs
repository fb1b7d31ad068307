using System.Runtime.ExceptionServices;

namespace Workbook.Host;

/// <summary>
/// A loop in virtual time has come to a standstill: nothing is left that could happen, and what it was to run until is not
/// done. Somebody waits for what nobody will do. The message says who waits, and what there is.
/// </summary>
public sealed class StalledException(string message) : InvalidOperationException(message)
{
    /// <summary>The same with the trace of an application that was ended by it: its lines are where to look, not the loop's.</summary>
    internal StalledException At(Exception? ended)
    {
        var told = new StalledException(Message);
        if (ended?.StackTrace is { } trace)
            ExceptionDispatchInfo.SetRemoteStackTrace(told, trace);
        return told;
    }
}
