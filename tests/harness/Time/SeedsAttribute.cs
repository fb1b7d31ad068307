using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Workbook.Harness;

/// <summary>
/// Runs a theory once for each of the seeds 1 to <paramref name="count"/>, or with WORKBOOK_SEED for that one alone:
/// <c>[Theory, Seeds(20)] public void Survives_loss(int seed)</c>.
/// </summary>
public sealed class SeedsAttribute(int count) : DataAttribute
{
    public int Count { get; } = count;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IEnumerable<int> seeds = TestSeed.FromEnvironment() is { } seed ? [seed] : Enumerable.Range(1, Count);
        return new([.. seeds.Select(value => new TheoryDataRow<int>(value))]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
