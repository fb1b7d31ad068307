using Workbook.Basics;
using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class ReferenceTests : IAsyncLifetime
{
    private readonly Scratchpad _pad = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _pad.DisposeAsync();

    [Fact]
    public async Task A_reference_starts_from_the_notebooks_directory()
    {
        _pad.Build("built/Greeting.dll", "public static class Greeting { public static string Text => \"hello\"; }");
        (await _pad.TextAsync("#r \"../built/Greeting.dll\"\nGreeting.Text")).ShouldBe("hello");
        (await _pad.TextAsync("Greeting.Text + \"!\"")).ShouldBe("hello!");
    }

    [Fact]
    public async Task Cells_get_the_chapter_that_they_name_not_the_one_that_this_program_carries()
    {
        string own = typeof(InternetChecksum).Assembly.GetName().Name!;
        _pad.Build($"built/{own}.dll", "namespace Workbook.Basics { public static class InternetChecksum { public static string Whose => \"the learner's\"; } }");
        (await _pad.TextAsync($"#r \"../built/{own}.dll\"\nWorkbook.Basics.InternetChecksum.Whose")).ShouldBe("the learner's");
        (await _pad.TextAsync("typeof(Workbook.Basics.InternetChecksum).Assembly == AppDomain.CurrentDomain.GetAssemblies().First(loaded => loaded.GetName().Name == \"" + own + "\")")).ShouldBe("False");
    }

    [Fact]
    public async Task What_lies_beside_a_reference_is_found_when_compiling_and_when_running()
    {
        string below = _pad.Build("built/Below.dll", "namespace Deep { public sealed class Thing { public override string ToString() => \"thing\"; } }");
        _pad.Build("built/Above.dll", "public static class Above { public static Deep.Thing Make() => new(); }", below);
        (await _pad.TextAsync("#r \"../built/Above.dll\"\nusing Deep;\nThing made = Above.Make();\nmade")).ShouldBe("thing");
    }

    [Fact]
    public async Task A_chapter_that_is_not_there_is_not_taken_from_this_program()
    {
        string basics = typeof(InternetChecksum).Assembly.Location;
        string below = _pad.Build("other/Workbook.Basics.dll", "namespace Workbook.Basics { public class Thing { } }");
        _pad.Build("built/Above.dll", "public static class Above { public static object Make() => new Workbook.Basics.Thing(); }", below);
        File.Exists(basics).ShouldBeTrue();
        (await _pad.ErrorAsync("#r \"../built/Above.dll\"\nAbove.Make()")).Traceback.ShouldContain(line => line.Contains("Workbook.Basics.dll is not beside"));
    }

    [Fact]
    public async Task A_reference_that_was_built_anew_is_stale_and_the_same_bytes_are_not()
    {
        string dll = _pad.Build("built/Greeting.dll", "public static class Greeting { public static string Text => \"old\"; }");
        await _pad.RunAsync("#r \"../built/Greeting.dll\"\nGreeting.Text");
        _pad.Session.StaleReferences().ShouldBeEmpty();
        byte[] same = File.ReadAllBytes(dll);
        File.WriteAllBytes(dll, same);
        File.SetLastWriteTimeUtc(dll, DateTime.UnixEpoch);
        _pad.Session.StaleReferences().ShouldBeEmpty();
        _pad.Build("built/Greeting.dll", "public static class Greeting { public static string Text => \"new\"; }");
        _pad.Session.StaleReferences().ShouldBe([dll]);
        (await _pad.TextAsync("Greeting.Text")).ShouldBe("old");
    }
}
