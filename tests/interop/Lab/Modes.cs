using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Workbook.Interop.Tests;

/// <summary>How frames cross the TAP.</summary>
public enum Frames
{
    /// <summary>One frame each, complete with checksums.</summary>
    Plain,

    /// <summary>With a virtio-net header: checksums and segmentation are left to the other side.</summary>
    Offload,
}

/// <summary>Runs a theory in both modes, with the further arguments given.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class InBothModesAttribute(params object[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow([Frames.Plain, .. arguments]), new TheoryDataRow([Frames.Offload, .. arguments])]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
