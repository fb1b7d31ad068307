using Workbook.Basics;

namespace Workbook.Link;

/// <summary>How to open a TAP interface.</summary>
public sealed record TapOptions
{
    /// <summary>Name of the interface, at most 15 ASCII characters; empty to let the kernel choose.</summary>
    public string Name { get; init; } = "";

    /// <summary>The stack's address on this link; null to derive a locally administered one from the name.</summary>
    public MacAddress? Address { get; init; }

    /// <summary>Exchange complete frames of at most the MTU. A stack that forwards between links wants this: what the
    /// kernel leaves to the offload (checksums, cutting) would otherwise be missing on the next link.</summary>
    public bool NoOffload { get; init; }

    /// <summary>Open one of several queues of the interface.</summary>
    public bool MultiQueue { get; init; }

    /// <summary>Let the interface outlive the program, if opening made it.</summary>
    public bool Persistent { get; init; }
}
