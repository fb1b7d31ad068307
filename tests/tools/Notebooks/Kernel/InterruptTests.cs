using System.Diagnostics;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public class InterruptTests
{
    [Fact]
    public void An_endless_loop_ends_within_half_a_second()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        // The best of some: this machine may have other things to do as well.
        TimeSpan best = Enumerable.Range(0, 4).Min(_ => Interrupt(kernel, "while (true) { }"));
        TestContext.Current.TestOutputHelper?.WriteLine($"interrupted after {best.TotalMilliseconds:0} ms");
        best.ShouldBeLessThan(TimeSpan.FromSeconds(0.5));
        kernel.Client.Run("1").Status.ShouldBe("ok");
    }

    [Theory]
    [InlineData("await System.Threading.Tasks.Task.Delay(-1);")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("while (true) Console.Write('x');")]
    [InlineData("while (true) Console.WriteLine(new string('x', 1000));")]
    [InlineData("while (true) display(1);")]
    public void Whatever_it_does_it_can_be_stopped_and_the_next_cell_runs(string code)
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        for (int i = 0; i < 5; i++)
        {
            Interrupt(kernel, code);
            kernel.Client.Run("""Console.Write("still here");""").Out.ShouldBe("still here");
        }
    }

    [Fact]
    public void While_a_cell_takes_its_time_to_end_the_sockets_are_served()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        string id = kernel.Client.Execute(
            """try { Console.WriteLine("in"); while (true) { } } finally { System.Threading.Thread.Sleep(2000); Console.WriteLine("out"); }""");
        kernel.Client.WaitFor(message => message.Parent == id && message.Type == "stream");
        kernel.Client.Send(kernel.Client.Control, "interrupt_request");
        kernel.Client.ReadReply(kernel.Client.Control).Type.ShouldBe("interrupt_reply");
        kernel.Client.Ping("ping"u8.ToArray()).ShouldBeTrue();
        kernel.Client.TryRead(kernel.Client.Shell, TimeSpan.Zero).ShouldBeNull("the cell is still at its end");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("error");
    }

    [Fact]
    public void Nothing_runs_and_nothing_is_interrupted()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        string id = kernel.Client.Send(kernel.Client.Control, "interrupt_request");
        kernel.Client.ReadReply(kernel.Client.Control)["status"].ShouldBe("ok");
        kernel.Client.ReadPublished(id).Select(message => message.State).ShouldBe(["busy", "idle"]);
        kernel.Client.Run("1").Status.ShouldBe("ok");
    }

    /// <returns>From the request to the reply of the cell.</returns>
    private static TimeSpan Interrupt(KernelAtWork kernel, string code)
    {
        string id = kernel.Client.Execute($"""Console.Error.WriteLine("begun"); {code}""");
        kernel.Client.WaitFor(message => message.Parent == id && message.Type == "stream");
        long start = Stopwatch.GetTimestamp();
        kernel.Client.Send(kernel.Client.Control, "interrupt_request");
        kernel.Client.ReadReply(kernel.Client.Control).Type.ShouldBe("interrupt_reply");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("error");
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        kernel.Client.WaitFor(message => message.Parent == id && message.State == "idle");
        return taken;
    }
}
