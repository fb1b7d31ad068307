using System.Globalization;
using Xunit;

namespace Workbook.Harness;

/// <summary>
/// Randomness that can be repeated. A test's seed follows from its name, the same in every run; WORKBOOK_SEED gives
/// another one (a number), or a different one each time (<c>new</c>). The seed stands in the test's output, which a
/// failure shows.
/// </summary>
public static class TestSeed
{
    public const string Variable = "WORKBOOK_SEED";

    public static Random Random() => new(Announce(Choose(TestContext.Current.Test?.TestDisplayName ?? "")));

    /// <summary>For a seed that a test got from <see cref="SeedsAttribute"/>.</summary>
    public static Random Random(int seed) => new(Announce(seed));

    /// <summary>The number in WORKBOOK_SEED; null if it is not set. <c>new</c> is a number nobody has seen.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    internal static int? FromEnvironment() => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => null,
        "new" => System.Random.Shared.Next(),
        string text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int seed) => seed,
        string text => throw new FormatException($"{Variable}={text}: a number or 'new' is wanted"),
    };

    // string.GetHashCode differs from process to process; FNV-1a does not.
    private static int Choose(string name) =>
        FromEnvironment() ?? (int)(name.Aggregate(2_166_136_261u, (hash, c) => (hash ^ c) * 16_777_619u) & 0x7FFF_FFFF);

    private static int Announce(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed} (once more: {Variable}={seed})");
        return seed;
    }
}
