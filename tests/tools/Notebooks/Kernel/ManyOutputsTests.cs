using System.Diagnostics;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public class ManyOutputsTests
{
    [Fact]
    public void Of_20000_printed_lines_none_is_lost_and_they_come_in_few_messages()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Run("1");
        long start = Stopwatch.GetTimestamp();
        FinishedCell run = kernel.Client.Run("""for (int i = 0; i < 20_000; i++) Console.WriteLine($"line {i}");""");
        TestContext.Current.TestOutputHelper?.WriteLine($"20,000 lines in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        run.Out.ShouldBe(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
        run.Published.Count.ShouldBeLessThan(500);
    }

    /// <summary>A queue between publisher and subscriber holds a thousand messages unless told otherwise; what is above is dropped.</summary>
    [Fact]
    public void A_client_that_does_not_read_for_a_while_misses_nothing()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        string id = kernel.Client.Execute(
            """for (int i = 0; i < 10_000; i++) (i % 2 == 0 ? Console.Out : Console.Error).WriteLine($"{i} {new string('.', 500)}");""");
        // Nothing that is published is read before the cell is done.
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("ok");
        List<JupyterMessage> lines = [.. kernel.Client.ReadPublished(id).Where(message => message.Type == "stream")];
        lines.Count.ShouldBe(10_000);
        lines.Select(line => line["text"].Split(' ')[0]).ShouldBe(Enumerable.Range(0, 10_000).Select(i => $"{i}"));
        lines.Select(line => line["name"]).Distinct().ShouldBe(["stdout", "stderr"]);
    }

    [Fact]
    public void What_is_printed_is_seen_before_the_cell_ends()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        string id = kernel.Client.Execute("""Console.WriteLine("early"); while (true) { }""");
        kernel.Client.WaitFor(message => message.Parent == id && message.Type == "stream")["text"].ShouldBe("early\n");
        kernel.Client.TryRead(kernel.Client.Shell, TimeSpan.Zero).ShouldBeNull("it runs");
    }
}
