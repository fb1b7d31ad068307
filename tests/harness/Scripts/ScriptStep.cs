namespace Workbook.Harness;

internal enum StepKind { Comment, Arrives, Leaves, Passes, Acts, Shows }

/// <summary>One line of a script.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Text">The line as it stands there.</param>
/// <param name="Earliest">How much time passes before, at least.</param>
/// <param name="Latest">And at most.</param>
/// <param name="Argument">What follows the sign, without comment.</param>
/// <param name="Segment">For <c>&lt;</c> and <c>&gt;</c>.</param>
/// <param name="Section">What the last <c>#rfc</c> line said.</param>
internal sealed record ScriptStep(int Line, string Text, StepKind Kind, TimeSpan Earliest, TimeSpan Latest,
    string Argument, SegmentText? Segment, string? Section);

/// <summary>A segment as a script states it: null is "not stated", which an expectation does not compare.</summary>
internal sealed record SegmentText
{
    public byte? Flags { get; init; }

    /// <summary>The number is whatever stands there, and counts as 0 from now on.</summary>
    public bool StartsAnew { get; init; }

    public long? Sequence { get; init; }
    public int? Length { get; init; }
    public long? Acknowledgment { get; init; }
    public ushort? Window { get; init; }
    public ushort? UrgentPointer { get; init; }

    /// <summary>Each option as text in the script's numbers: <c>TS val 100 ecr 0</c>.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary><c>...</c> stood among the options: others do not matter.</summary>
    public bool MoreOptions { get; init; }

    public ushort? Port { get; init; }
    public bool BadChecksum { get; init; }
    public byte[]? IPOptions { get; init; }
}
