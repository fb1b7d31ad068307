using Workbook.Notebooks;
using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public class OutputPumpTests
{
    private static readonly Execution Cell = new([1], 1);

    private readonly List<CellOutput> _published = [];
    private readonly OutputPump _pump;

    public OutputPumpTests() => _pump = new OutputPump((_, output) => _published.Add(output));

    [Fact]
    public void Text_to_the_same_stream_is_one_output()
    {
        Print("stdout", "a", "b");
        _published.ShouldBeEmpty("nobody asked for it yet");
        _pump.Flush();
        _published.ShouldBe([new StreamOutput("stdout", "ab")]);
        _pump.Flush();
        _published.Count.ShouldBe(1);
    }

    [Fact]
    public void Order_is_kept()
    {
        Print("stdout", "a");
        Print("stderr", "b");
        _pump.Add(Cell, new ErrorOutput("E", "v", []));
        Print("stderr", "c");
        Print("stdout", "d");
        _pump.Flush();
        _published.Select(output => output is StreamOutput stream ? stream.Text : "E").ShouldBe(["a", "b", "E", "c", "d"]);
    }

    [Fact]
    public void Text_of_different_cells_is_not_joined()
    {
        Print("stdout", "a");
        _pump.Add(new Execution([2], 2), new StreamOutput("stdout", "b"));
        _pump.Flush();
        _published.Count.ShouldBe(2);
    }

    [Fact]
    public void Half_a_character_waits_for_its_other_half_but_not_beyond_the_cell()
    {
        Print("stdout", "a\ud83d");
        _pump.Flush();
        _published.ShouldBeEmpty();
        Print("stdout", "\ude00");
        _pump.Flush();
        _published.ShouldBe([new StreamOutput("stdout", "a\U0001F600")]);
        Print("stdout", "\ud83d");
        _pump.Flush(all: true);
        _published.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_prints_faster_than_it_can_be_sent_is_made_to_wait()
    {
        Print("stdout", new string('x', 1 << 20));
        Task next = Task.Run(() => Print("stdout", "next"), TestContext.Current.CancellationToken);
        (await Task.WhenAny(next, Task.Delay(100, TestContext.Current.CancellationToken))).ShouldNotBe(next);
        _pump.Flush();
        await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nobody_waits_for_a_kernel_that_has_ended()
    {
        _pump.Close();
        Print("stdout", new string('x', 1 << 20), "next");
        _pump.Flush();
        _published.Count.ShouldBe(1);
    }

    private void Print(string name, params string[] texts)
    {
        foreach (string text in texts)
            _pump.Add(Cell, new StreamOutput(name, text));
    }
}
