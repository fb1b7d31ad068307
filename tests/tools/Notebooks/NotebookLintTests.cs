using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class NotebookLintTests
{
    [Theory]
    [InlineData("Span<byte> all = new byte[4];", LintRules.RefStruct, 1)]
    [InlineData("var bytes = new byte[4];\nvar all = bytes.AsSpan();", LintRules.RefStruct, 2)]
    [InlineData("bool Try(out ReadOnlySpan<byte> rest) { rest = default; return true; }\n\nTry(out var left);", LintRules.RefStruct, 3)]
    [InlineData("1 + 1;\nnamespace Mine { }", LintRules.Namespace, 2)]
    [InlineData("var x = 1;\nusing System.IO;", LintRules.LateUsing, 2)]
    [InlineData("#!csharp\n1", LintRules.Magic, 1)]
    [InlineData("var x = 1;\n#!time\nx", LintRules.Magic, 2)]
    [InlineData("#r \"nuget: Some.Package\"", LintRules.Package, 1)]
    [InlineData("#r \"/opt/x.dll\"", LintRules.AbsoluteReference, 1)]
    [InlineData("#r \"C:\\x.dll\"", LintRules.AbsoluteReference, 1)]
    [InlineData("#r \"~/x.dll\"", LintRules.AbsoluteReference, 1)]
    public void What_others_would_not_accept_is_found_with_its_line(string code, string rule, int line)
    {
        Offence offence = Inspect(Written.Of("var before = 1;", code)).ShouldHaveSingleItem();
        (offence.Rule, offence.Cell, offence.Line).ShouldBe((rule, 2, line));
    }

    [Theory]
    [InlineData("int Sum(ReadOnlySpan<byte> bytes) { Span<byte> copy = new byte[bytes.Length]; return copy.Length; }")]
    [InlineData("{ Span<byte> all = new byte[4]; all.Clear(); }")]
    [InlineData("foreach (byte b in new byte[4].AsSpan()) { }")]
    [InlineData("new byte[4].AsSpan().Length")]
    [InlineData("var all = new byte[4].AsMemory();")]
    [InlineData("using System.IO;\nvar x = 1;")]
    [InlineData("using var stream = new System.IO.MemoryStream();")]
    [InlineData("// namespace Mine; using System.IO; #!time\nvar text = \"#!time\";")]
    [InlineData("#r \"../artifacts/x.dll\"")]
    [InlineData("#if true\n#pragma warning disable\n#endif\n1")]
    public void What_they_accept_is_not(string code) => Inspect(Written.Of(code)).ShouldBeEmpty();

    [Fact]
    public void A_line_of_code_has_a_hundred_columns_and_no_more()
    {
        string fits = $"var x = 1; //{new string('.', 87)}";
        Inspect(Written.Of("1", $"{fits}\r\n{fits}\n\n{fits}")).ShouldBeEmpty();
        Offence offence = Inspect(Written.Of("1", $"1;\n{fits}.")).ShouldHaveSingleItem();
        (offence.Rule, offence.Cell, offence.Line).ShouldBe((LintRules.LongLine, 2, 2));
        offence.Message.ShouldBe("of 101 columns, what is beyond 100 is cut off where notebooks are read");
    }

    [Fact]
    public void Variables_of_earlier_cells_are_known() =>
        Inspect(Written.Of("var bytes = new byte[4];", "var all = bytes.AsSpan();")).ShouldHaveSingleItem().Cell.ShouldBe(2);

    [Fact]
    public void A_cell_that_is_to_fail_may_show_how() =>
        NotebookLint.Inspect(Written.Tagged(("Span<byte> all = new byte[4];", [NotebookCell.Raises]))).ShouldNotContain(offence => offence.Rule == LintRules.RefStruct);

    [Theory]
    [InlineData("\"name\": \".net-csharp\"", "\"name\": \"python3\"", "kernelspec.name")]
    [InlineData("\"display_name\": \".NET (C#)\"", "\"display_name\": \"C#\"", "kernelspec.display_name")]
    [InlineData("\"language\": \"C#\"", "\"language\": \"csharp\"", "kernelspec.language")]
    [InlineData("\"language_info\": {\n   \"name\": \"csharp\"", "\"language_info\": {\n   \"name\": \"C#\"", "language_info.name")]
    [InlineData("\"defaultKernelName\": \"csharp\"", "\"defaultKernelName\": \"fsharp\"", "defaultKernelName")]
    [InlineData("\"dotnet_interactive\": {\n     \"language\": \"csharp\"", "\"dotnet_interactive\": {\n     \"language\": \"fsharp\"", "dotnet_interactive.language")]
    [InlineData("\"kernelName\": \"csharp\"", "\"kernelName\": \"fsharp\"", "polyglot_notebook.kernelName")]
    [InlineData("\"id\"", "\"no-id\"", "no id")]
    public void Metadata_that_is_wrong_is_found(string right, string wrong, string message)
    {
        string text = Written.Of("1").ToText();
        text.ShouldContain(right);
        Offence offence = Inspect(Notebook.Parse(text.Replace(right, wrong), "n")).ShouldHaveSingleItem();
        offence.Rule.ShouldBe(LintRules.Metadata);
        offence.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7)]
    public void A_cell_that_was_not_run_in_its_turn_is_found(int? count)
    {
        string text = Written.Of("1").ToText().Replace("\"execution_count\": null", $"\"execution_count\": {(count is null ? "null" : $"{count}")}");
        NotebookLint.Inspect(Notebook.Parse(text, "n")).ShouldHaveSingleItem().Rule.ShouldBe(LintRules.NotRun);
    }

    [Theory]
    [InlineData(MimeBundle.Plain, "in /home/ada/workbook/x.cs", LintRules.AbsolutePath)]
    [InlineData(MimeBundle.Plain, "in C:\\Users\\ada", LintRules.AbsolutePath)]
    [InlineData(MimeBundle.Html, "<p><svg></svg></p>", LintRules.RawSvg)]
    [InlineData("image/svg+xml", "<svg></svg>", LintRules.RawSvg)]
    [InlineData(MimeBundle.Html, "<td style=\"color: red\">1</td>", LintRules.Style)]
    public void An_output_that_travels_badly_is_found(string type, string text, string rule) =>
        NotebookLint.Inspect(With(type, text)).ShouldHaveSingleItem().Rule.ShouldBe(rule);

    [Theory]
    [InlineData(MimeBundle.Plain, "GET /home/ HTTP/1.1, 10.0.0.0/24, http://x/home/y, chapters/02-arp/tmp/x.cs")]
    [InlineData(MimeBundle.Html, "<img src=\"data:image/svg+xml;base64,AAAA/tmp/AAAA+/home/b\" alt=\"style = good\" width=\"800\">")]
    public void An_output_that_travels_well_is_not(string type, string text) => NotebookLint.Inspect(With(type, text)).ShouldBeEmpty();

    private static Notebook With(string type, string text)
    {
        Notebook notebook = Written.Of("1");
        notebook.Cells[0].Store([new DisplayOutput(new MimeBundle(new Dictionary<string, string> { [type] = text }))]);
        return notebook;
    }

    /// <summary>What is wrong but for outputs, of which these have none.</summary>
    private static IReadOnlyList<Offence> Inspect(Notebook notebook) => [.. NotebookLint.Inspect(notebook).Where(offence => offence.Rule != LintRules.NotRun)];
}
