using System.Text.Json;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public class ExecuteTests
{
    [Fact]
    public void A_cell_is_busy_shows_its_input_and_outputs_and_is_idle_all_under_its_request()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        FinishedCell run = kernel.Client.Run("""Console.WriteLine("seen"); 6 * 7""");

        run.Types.ShouldBe(["busy", "execute_input", "stream", "execute_result", "idle"]);
        run.Published[1]["code"].ShouldContain("6 * 7");
        run.Published[1].Count.ShouldBe(1);
        run.Out.ShouldBe("seen\n");
        run.Published[3].Count.ShouldBe(1);
        run.Published[3].Content.GetProperty("data").GetProperty("text/plain").GetString().ShouldBe("42");
        run.Reply.Type.ShouldBe("execute_reply");
        run.Reply.Count.ShouldBe(1);
        run.Status.ShouldBe("ok");
        // The parent header is the request's own, to the last field.
        run.Reply.ParentHeader.GetProperty("username").GetString().ShouldBe("reader");
    }

    [Fact]
    public void A_displayed_value_comes_with_its_forms()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        JupyterMessage shown = kernel.Client.Run("display(42);").Published.Single(message => message.Type == "display_data");
        shown.Content.GetProperty("data").GetProperty("text/plain").GetString().ShouldBe("42");
        shown.Content.GetProperty("metadata").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public void Each_run_has_the_next_number_unless_it_is_not_to_be_kept()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Run("1").Reply.Count.ShouldBe(1);
        kernel.Client.Run("1", storeHistory: false).Reply.Count.ShouldBe(1);
        kernel.Client.Run("1", silent: true).Reply.Count.ShouldBe(1);
        kernel.Client.Run("1").Reply.Count.ShouldBe(2);
    }

    [Fact]
    public void A_silent_cell_runs_and_publishes_nothing()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Run("""var kept = 5; Console.WriteLine("unheard"); kept""", silent: true).Types.ShouldBe(["busy", "idle"]);
        kernel.Client.Run("Console.Write(kept);").Out.ShouldBe("5");
    }

    [Fact]
    public void An_error_is_published_and_in_the_reply()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        FinishedCell run = kernel.Client.Run("""throw new InvalidOperationException("on purpose");""");
        JupyterMessage error = run.Published.Single(message => message.Type == "error");
        error["ename"].ShouldContain("InvalidOperationException");
        error["evalue"].ShouldContain("on purpose");
        run.Status.ShouldBe("error");
        run.Reply["ename"].ShouldBe(error["ename"]);
        run.Reply["evalue"].ShouldBe(error["evalue"]);
        run.Reply.Content.GetProperty("traceback").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void No_directory_of_this_machine_is_in_a_stack_trace()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        // Its symbols are beside it, with the paths of its sources.
        string assembly = typeof(Workbook.Pictures.Picture).Assembly.Location;
        FinishedCell run = kernel.Client.Run(
            $"""
            #r "{assembly}"
            new Workbook.Pictures.TablePicture(null!, null!)
            """);
        string told = string.Join('\n', run.Published.Where(message => message.Type == "error").Select(message => message.Content.GetRawText()));
        run.Status.ShouldBe("error");
        told.ShouldNotContain(Path.GetDirectoryName(assembly)!);
        told.ShouldNotContain(SourceDirectory());
    }

    [Fact]
    public void The_cells_that_were_sent_behind_one_that_fails_are_not_run()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        // The second is on its way long before the first fails.
        kernel.Client.Execute("""Thread.Sleep(300); throw new Exception("first");""".Replace("Thread", "System.Threading.Thread"));
        kernel.Client.Execute("""Console.Write("second");""");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("error");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("aborted");
        kernel.Client.Run("1").Status.ShouldBe("ok");
    }

    [Fact]
    public void They_are_run_if_the_client_says_so()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Execute("""System.Threading.Thread.Sleep(300); throw new Exception("first");""", stopOnError: false);
        kernel.Client.Execute("1");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("error");
        kernel.Client.ReadReply(kernel.Client.Shell)["status"].ShouldBe("ok");
    }

    [Fact]
    public void Half_a_character_does_not_stop_the_kernel()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        kernel.Client.Run("""Console.Write("a\ud83d");""").Status.ShouldBe("ok");
        kernel.Client.Run("""foreach (char half in "\U0001F600") { Console.Write(half); System.Threading.Thread.Sleep(120); }""").Out.ShouldBe("\U0001F600");
    }

    private static string SourceDirectory([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        path[..path.IndexOf(Path.DirectorySeparatorChar + "tests" + Path.DirectorySeparatorChar, StringComparison.Ordinal)];
}
