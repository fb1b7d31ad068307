using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class SessionTests : IAsyncLifetime
{
    private readonly Scratchpad _pad = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _pad.DisposeAsync();

    [Fact]
    public async Task A_cell_builds_on_those_before_it()
    {
        await _pad.RunAsync("int x = 20; record Pair(int A, int B); int Twice(int n) => 2 * n;");
        await _pad.RunAsync("x++;");
        (await _pad.TextAsync("new Pair(Twice(x), 1).A")).ShouldBe("42");
    }

    [Fact]
    public async Task A_name_can_be_declared_again()
    {
        await _pad.RunAsync("var x = 1;");
        await _pad.RunAsync("var x = \"one\";");
        (await _pad.TextAsync("x")).ShouldBe("one");
    }

    [Fact]
    public async Task The_last_expression_is_shown_and_a_statement_is_not()
    {
        (await _pad.RunAsync("1 + 1")).ShouldHaveSingleItem().ShouldBeOfType<ResultOutput>().Data.Text.ShouldBe("2");
        (await _pad.RunAsync("Math.Abs(1);")).ShouldBeEmpty();
        (await _pad.TextAsync("null")).ShouldBe("null");
    }

    [Fact]
    public async Task A_call_that_returns_nothing_shows_nothing() => (await _pad.RunAsync("new List<int>().Clear()")).ShouldBeEmpty();

    [Fact]
    public async Task Await_stands_at_the_top_and_what_follows_it_runs_on_the_cells_thread()
    {
        string code = "var before = Environment.CurrentManagedThreadId; await Task.Run(() => { }); await Task.Yield(); before == Environment.CurrentManagedThreadId";
        (await _pad.TextAsync(code)).ShouldBe("True");
    }

    [Theory]
    [InlineData("new StringBuilder().Length + new List<int>().Count + Enumerable.Range(0, 3).Count() + new ArrayList().Count + Task.CompletedTask.Id * 0", true)]
    [InlineData("File.Exists(\"x\")", false)]
    [InlineData("new Thread(() => { })", false)]
    public async Task The_imports_are_those_of_NET_Interactive(string code, bool compiles) =>
        ((await _pad.RunAsync(code))[^1] is not ErrorOutput { Name: CellErrors.Compilation }).ShouldBe(compiles);

    [Fact]
    public async Task A_cell_without_code_runs_and_the_next_has_what_it_brought()
    {
        await _pad.RunAsync("var x = 1;");
        (await _pad.RunAsync("using System.IO;")).ShouldBeEmpty();
        (await _pad.RunAsync("// nothing")).ShouldBeEmpty();
        (await _pad.TextAsync("Path.GetFileName(\"a/b\") + x")).ShouldBe("b1");
        (await _pad.ErrorAsync("using Nowhere;")).Value.ShouldStartWith("CS0246 in cell 5, line 1");
    }

    [Fact]
    public async Task Display_shows_in_the_order_of_the_code()
    {
        var outputs = await _pad.RunAsync("Console.WriteLine(\"a\"); display(1); 2.Display(); Console.WriteLine(\"b\"); 3");
        outputs.Select(output => output.GetType()).ShouldBe([typeof(StreamOutput), typeof(DisplayOutput), typeof(DisplayOutput), typeof(StreamOutput), typeof(ResultOutput)]);
    }

    [Fact]
    public async Task What_a_failed_cell_has_declared_and_set_is_there()
    {
        await _pad.ErrorAsync("int x = 7; throw new InvalidOperationException();");
        (await _pad.TextAsync("x")).ShouldBe("7");
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_leaves_no_trace()
    {
        await _pad.RunAsync("int x = 7;");
        await _pad.ErrorAsync("string x = 8;");
        (await _pad.TextAsync("x")).ShouldBe("7");
    }

    [Fact]
    public async Task Sessions_do_not_see_each_other()
    {
        await using var other = new Scratchpad();
        await Task.WhenAll(_pad.RunAsync("var x = \"mine\";"), other.RunAsync("var x = \"theirs\";"));
        var texts = await Task.WhenAll(_pad.TextAsync("x"), other.TextAsync("x"));
        texts.ShouldBe(["mine", "theirs"]);
    }

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("if (true) {", false)]
    [InlineData("int F(int x) =>", false)]
    [InlineData("1 + ) 1", true)]
    public void A_text_is_complete_or_wants_another_line(string code, bool complete) => _pad.Session.IsComplete(code).ShouldBe(complete);
}
