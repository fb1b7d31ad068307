namespace Workbook.Harness;

/// <summary>A <see cref="TcpScript"/> met something else than it says. The message tells the story up to that point.</summary>
public sealed class ScriptFailedException(string message, Exception? inner = null) : Xunit.Sdk.XunitException(message, inner)
{
    /// <summary>Without the harness's own frames, so that the first one is the test; what the target threw keeps its own.</summary>
    public override string? StackTrace => base.StackTrace is not { } trace ? null
        : string.Join('\n', trace.Split('\n').Where(frame => !frame.Contains("Workbook.Harness.Script") && !frame.Contains("Workbook.Harness.TcpScript")));
}

/// <summary>Why a step failed; the run makes a <see cref="ScriptFailedException"/> of it.</summary>
internal sealed class StepFailure(string why, IReadOnlyList<FieldComparison>? fields = null) : Exception(why)
{
    public IReadOnlyList<FieldComparison> Fields { get; } = fields ?? [];
}
