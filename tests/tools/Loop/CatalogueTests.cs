using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

public class CatalogueTests
{
    private const string Entry = """
        ---
        objective: Add two numbers.
        prerequisites: [0.1, 0.2]
        rfc: [RFC 1 section 2, RFC 3]
        minutes: 20
        difficulty: 2
        points: 10
        ---

        ## Nudge
        Look at the sign.

        ## Approach
        In words.

        ## Shape
        ```csharp
        ## no heading
        return ...;
        ```

        ## Why
        Because.

        ## Mutant: subtracts
        Killed by: Sums_are_sums
        Says: That is the difference,
        not the sum.
        ```csharp
        return a - b;
        ```

        ## Mutant: multiplies
        Killed by: `SumTests.Sums_are_sums`
        Says: That is the product.
        ```csharp
        return a * b;
        ```

        ## Mutant: forgets
        Killed by: Both_count
        Says: Both count.
        ```csharp
        return a;
        ```
        """;

    [Fact]
    public void An_entry_is_read()
    {
        CatalogueEntry entry = Parse(Entry);
        entry.Problems.ShouldBeEmpty();
        entry.Prerequisites.ShouldBe(["0.1", "0.2"]);
        entry.Rfc.ShouldBe(["RFC 1 section 2", "RFC 3"]);
        (entry.Minutes, entry.Difficulty, entry.Points).ShouldBe((20, 2, 10));
        entry.Hints.ShouldBe(["Look at the sign.", "In words.", "```csharp\n## no heading\nreturn ...;\n```"]);
        entry.Mutants.Select(mutant => mutant.KilledBy).ShouldBe(["Sums_are_sums", "Sums_are_sums", "Both_count"]);
        entry.Mutants[0].Says.ShouldBe("That is the difference, not the sum.");
        entry.Mutants[0].Body.ShouldBe("return a - b;");
    }

    [Theory]
    [InlineData("objective: Add two numbers.\n", "does not say its objective")]
    [InlineData("## Why\nBecause.\n", "has no section 'Why'")]
    [InlineData("minutes: 20", "minutes must be a number from 10 to 40")]
    [InlineData("Says: Both count.\n", "mutant 'forgets' has no Says")]
    public void What_is_missing_is_told(string missing, string problem) =>
        Parse(Entry.Replace(missing, missing.StartsWith("minutes") ? "minutes: 5" : "")).Problems.ShouldContain(problem);

    [Fact]
    public void Exercises_that_need_each_other_are_told()
    {
        var entries = new[] { With("1.1", "1.2"), With("1.2", "1.3"), With("1.3", "1.1") }.ToDictionary(entry => entry.Id);
        Catalogue.FindCycle(entries).ShouldBe("1.1 -> 1.2 -> 1.3 -> 1.1");
        entries.Remove("1.3");
        Catalogue.FindCycle(entries).ShouldBeNull();
    }

    [Fact]
    public void A_mistake_is_known_by_its_test_and_the_rarest_test_tells_most()
    {
        CatalogueEntry entry = Parse(Entry);
        Hints.Recognize(entry, ["Sums_are_sums", "Both_count"]).Select(mutant => mutant.Title).ShouldBe(["forgets", "subtracts", "multiplies"]);
        Hints.Recognize(entry, ["Something_else"]).ShouldBeEmpty();
    }

    private static CatalogueEntry Parse(string text) => CatalogueParser.Parse("1.1", "tools/catalog/01-sums/1.1.md", text);

    private static CatalogueEntry With(string id, string needs) => CatalogueParser.Parse(id, "", Entry.Replace("0.1, 0.2", needs));
}
