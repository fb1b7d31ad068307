using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class CellErrorTests : IAsyncLifetime
{
    private readonly Scratchpad _pad = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _pad.DisposeAsync();

    [Fact]
    public async Task A_compile_error_names_its_id_cell_and_line_and_shows_the_place()
    {
        await _pad.RunAsync("1");
        ErrorOutput error = await _pad.ErrorAsync("var a = 1;\nvar b = aa + 1;");
        error.Name.ShouldBe(CellErrors.Compilation);
        error.Value.ShouldBe("CS0103 in cell 2, line 2: The name 'aa' does not exist in the current context");
        error.Traceback.ShouldBe(["cell 2, line 2: error CS0103: The name 'aa' does not exist in the current context", "    var b = aa + 1;", "            ^^"]);
    }

    [Fact]
    public async Task Many_compile_errors_are_cut_short()
    {
        ErrorOutput error = await _pad.ErrorAsync(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"int x{i} = nothing{i};")));
        error.Traceback[^1].ShouldBe("and 12 more");
    }

    [Fact]
    public async Task A_failure_names_type_message_and_the_lines_of_all_cells_on_the_way()
    {
        await _pad.RunAsync("int Half(int n)\n{\n    if (n % 2 != 0)\n        throw new ArgumentException(\"odd\");\n    return n / 2;\n}");
        await _pad.RunAsync("class Halver\n{\n    public int Of(int n) => 0;\n}\nasync Task<int> Later(int n)\n{\n    await Task.Yield();\n    return Half(n);\n}");
        ErrorOutput error = await _pad.ErrorAsync("var n = 3;\nawait Later(n)");
        error.Name.ShouldBe("ArgumentException");
        error.Value.ShouldBe("odd (cell 1, line 4)");
        error.Traceback.ShouldBe(["ArgumentException: odd", "   at Half in cell 1, line 4", "   at Later in cell 2, line 8", "   at cell 3, line 2"]);
    }

    [Fact]
    public async Task Lambdas_local_functions_and_members_have_the_names_of_the_source()
    {
        await _pad.RunAsync("class Halver\n{\n    public int Of(int n)\n    {\n        int Fail() => throw new Exception(\"no\");\n        return Fail();\n    }\n}");
        ErrorOutput error = await _pad.ErrorAsync("new[] { 1 }\n    .Select(n => new Halver().Of(n))\n    .ToList()");
        error.Traceback.ShouldBe(["Exception: no", "   at Halver.Fail in cell 1, line 5", "   at Halver.Of in cell 1, line 6", "   at cell 2, line 2", "   at cell 2, line 1"]);
    }

    [Fact]
    public async Task What_caused_it_follows_and_a_task_does_not_wrap_it()
    {
        ErrorOutput error = await _pad.ErrorAsync("Task.Run(() => { try { int.Parse(\"x\"); } catch (Exception e) { throw new InvalidOperationException(\"outer\", e); } }).Wait();");
        error.Name.ShouldBe("InvalidOperationException");
        error.Traceback.ShouldContain("caused by FormatException: The input string 'x' was not in a correct format.");
        error.Traceback.ShouldAllBe(line => !line.Contains("System.") && !line.Contains("Workbook.Notebooks") && !line.Contains('/'));
    }

    [Fact]
    public async Task A_deep_recursion_is_cut_short()
    {
        ErrorOutput error = await _pad.ErrorAsync("int Down(int n) => n == 0 ? throw new Exception(\"deep\") : Down(n - 1) + Other(n);\nint Other(int n) => n < 0 ? Down(n) : 0;\nDown(100)");
        error.Traceback.Count.ShouldBeLessThan(25);
    }

    [Fact]
    public async Task The_workbooks_directory_is_not_named()
    {
        ErrorOutput error = await _pad.ErrorAsync($"throw new Exception(@\"{_pad.Root}/chapters/x.cs is gone\");");
        error.Traceback[0].ShouldBe("Exception: chapters/x.cs is gone");
        error.Value.ShouldNotContain(_pad.Root);
    }

    [Fact]
    public async Task A_reference_that_is_missing_is_an_error_of_its_line()
    {
        ErrorOutput error = await _pad.ErrorAsync("using System.IO;\n\n1 + 1;\n");
        error = await _pad.ErrorAsync("#r \"../nowhere/Nothing.dll\"\n1");
        error.Value.ShouldStartWith("CS0006 in cell 2, line 1:");
        error.Value.ShouldContain("../nowhere/Nothing.dll");
    }

    [Fact]
    public async Task A_formatter_that_fails_is_the_cells_failure() =>
        (await _pad.ErrorAsync("class Bad { public override string ToString() => throw new Exception(\"shy\"); }\nnew Bad()")).Value.ShouldContain("shy");

    [Fact]
    public async Task An_exception_in_what_a_cell_does_not_wait_for_is_the_cells_if_it_comes_in_time() =>
        (await _pad.ErrorAsync("async void Go() { await Task.Yield(); throw new Exception(\"lost\"); }\nGo(); await Task.Delay(1); await Task.Yield();")).Value.ShouldContain("lost");
}
