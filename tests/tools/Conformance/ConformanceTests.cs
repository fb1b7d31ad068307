using System.Xml.Linq;
using Workbook.Conformance;
using List = Workbook.Conformance.Conformance;

namespace Workbook.Tools.Tests;

public class ConformanceTests
{
    private static readonly IReadOnlyList<Requirement> Small = List.Parse("""
        document	id	level	applies	requirement	note
        RFC9293	MUST-1	MUST	Y	window is unsigned
        RFC9293	MUST-24	MUST	O	keep-alive on request
        RFC9293	MAY-14	MAY	N	FLUSH call	no such call
        """);

    private static TestedRequirement Test(ReportedResult result, params string[] requirements) => new("p", "t", result, requirements);

    [Fact]
    public void The_list_holds_every_row_of_both_host_documents()
    {
        var all = List.Load();
        all.Count(row => row.Document == "RFC9293").ShouldBe(119);
        all.Count(row => row.Document == "RFC1122").ShouldBe(103);
        all.ShouldContain(row => row.Key == "RFC5961 3.2");
    }

    [Fact]
    public void What_is_out_of_scope_says_why() =>
        List.Load().Where(row => row.Applies == Applies.No && row.Note == "").Select(row => row.Key).ShouldBeEmpty();

    [Theory]
    [InlineData(RequirementResult.Missing)]
    [InlineData(RequirementResult.Shown, ReportedResult.Passed, ReportedResult.Skipped)]
    [InlineData(RequirementResult.Failing, ReportedResult.Passed, ReportedResult.Failed)]
    [InlineData(RequirementResult.Skipped, ReportedResult.Skipped)]
    public void A_row_is_as_good_as_its_tests(RequirementResult result, params ReportedResult[] tests) =>
        List.Matrix(Small, [.. tests.Select(test => Test(test, "RFC9293 MUST-1"))]).Rows[0].Result.ShouldBe(result);

    [Fact]
    public void What_is_not_offered_needs_no_test()
    {
        var report = List.Matrix(Small, [Test(ReportedResult.Passed, "RFC9293 MUST-1")]);
        report.Rows.Select(row => row.Result).ShouldBe([RequirementResult.Shown, RequirementResult.NotClaimed, RequirementResult.NotClaimed]);
        (report.Applicable, report.WithTest, report.WithoutTest, report.Failing, report.IsGood).ShouldBe((1, 1, 0, 0, true));
    }

    [Theory]
    [InlineData("RFC6298 2.1", "RFC6298 2")]
    [InlineData("RFC6582 3.2 step 2", "RFC6582 3.2")]
    public void A_part_counts_for_its_section(string named, string key)
    {
        var report = List.Matrix(List.Load(), [Test(ReportedResult.Passed, named)]);
        report.Rows.Single(row => row.Tests.Count > 0).Requirement.Key.ShouldBe(key);
        report.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void An_id_that_is_not_in_the_list_is_an_error()
    {
        var report = List.Matrix(Small, [Test(ReportedResult.Passed, "RFC9293 MUST-1", "RFC9293 MUST-700")]);
        report.Unknown.ShouldHaveSingleItem().Key.ShouldBe("RFC9293 MUST-700");
        report.IsGood.ShouldBeFalse();
    }

    [Theory]
    [InlineData("RFC9293\tMUST-1\tMUST\tY\ttext\nRFC9293\tMUST-1\tMUST\tY\ttext", "line 3: RFC9293 MUST-1 stands there twice")]
    [InlineData("RFC9293\tMUST-1\tMUST\tX\ttext", "line 2: applies is 'X'")]
    [InlineData("RFC9293\tMUST-1\tWILL\tY\ttext", "line 2: 'WILL' is no level")]
    [InlineData("RFC9293", "line 2 has 1 cells")]
    public void A_broken_list_is_refused(string rows, string why) => Should.Throw<FormatException>(
        () => List.Parse("document\tid\tlevel\tapplies\trequirement\tnote\n" + rows)).Message.ShouldStartWith(why);

    [Fact]
    public void A_report_tells_requirements_from_other_traits()
    {
        var tests = TestReports.Read(XDocument.Parse("""
            <assemblies><assembly name="/somewhere/Workbook.Link.Tests.dll"><collection>
              <test name="one" result="Pass"><traits>
                <trait name="Requirement" value="RFC1122 L-6" /><trait name="Exercise" value="1.1" /></traits></test>
              <test name="two" result="Fail" /><test name="three" result="Skip" />
            </collection></assembly></assemblies>
            """)).ToList();
        tests.Select(test => test.Result).ShouldBe([ReportedResult.Passed, ReportedResult.Failed, ReportedResult.Skipped]);
        (tests[0].Project, tests[0].Name).ShouldBe(("Workbook.Link.Tests", "one"));
        tests[0].Requirements.ShouldBe(["RFC1122 L-6"]);
    }
}
