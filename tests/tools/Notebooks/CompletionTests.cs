namespace Workbook.Tools.Tests.Notebooks;

public sealed class CompletionTests : IAsyncLifetime
{
    private readonly Scratchpad _pad = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _pad.DisposeAsync();

    [Theory]
    [InlineData("lett", "letters", 0, 4)]
    [InlineData("letters.Cou", "Count", 8, 11)]
    [InlineData("letters.Cou", "CountBy", 8, 11)]
    [InlineData("1 + letters[0].Leng", "Length", 15, 19)]
    [InlineData("Conso", "Console", 0, 5)]
    [InlineData("Console.WriteL", "WriteLine", 8, 14)]
    [InlineData("System.Net.Sock", "Sockets", 11, 15)]
    [InlineData("letters?.Cou", "Count", 9, 12)]
    [InlineData("disp", "display", 0, 4)]
    public async Task Names_that_fit_are_offered(string code, string name, int start, int end)
    {
        await _pad.RunAsync("var letters = new List<string>();");
        _pad.Session.Complete(code, code.Length, out int from, out int to).ShouldContain(name);
        (from, to).ShouldBe((start, end));
    }

    [Fact]
    public async Task Names_that_do_not_fit_are_not()
    {
        await _pad.RunAsync("var letters = new List<string>();");
        _pad.Session.Complete("letters.", 8, out _, out _).ShouldNotContain("letters");
        _pad.Session.Complete("letters.zzz", 11, out _, out _).ShouldBeEmpty();
        _pad.Session.Complete("Math.", 5, out _, out _).ShouldNotContain("ToString");
    }
}
