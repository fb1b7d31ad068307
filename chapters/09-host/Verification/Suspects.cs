namespace Workbook.Host.Verification;

/// <summary>Says whether sequence number <paramref name="a"/> comes before <paramref name="b"/> (RFC 9293 section 3.4).</summary>
public delegate bool ComesBefore(uint a, uint b);

/// <summary>A cache of a fixed number of entries that makes room by forgetting the least recently used one.</summary>
public interface ISmallCache
{
    /// <summary>Enters a value, or another value for a known key; either counts as a use. May push another one out.</summary>
    void Put(int key, int value);

    /// <summary>Looks a value up, which counts as a use if it is there.</summary>
    /// <param name="value">Without meaning if it is not.</param>
    bool TryGet(int key, out int value);
}

/// <summary>Something that a judge has before it.</summary>
/// <param name="Name">Of a wrong one: in what way it is wrong. Of a right one: how it is made.</param>
/// <param name="Does">The thing itself.</param>
public sealed record Suspect<T>(string Name, T Does)
{
    public override string ToString() => Name;
}

/// <summary>What the judges of this chapter have before them: of each thing some that are right, each made in another way,
/// and some that are wrong.</summary>
/// <remarks>The wrong ones after which the exercises are called were each found in a stack that had worked for a long time. The
/// others stand for the question that a test has forgotten to ask.</remarks>
public static partial class Suspects;
