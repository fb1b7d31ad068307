using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public class QuestionTests
{
    [Fact]
    public void It_says_what_it_is_on_both_channels()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        foreach (var socket in new[] { kernel.Client.Shell, kernel.Client.Control })
        {
            string id = kernel.Client.Send(socket, "kernel_info_request");
            JupyterMessage reply = kernel.Client.ReadReply(socket);
            reply.Type.ShouldBe("kernel_info_reply");
            reply.Parent.ShouldBe(id);
            reply["protocol_version"].ShouldBe("5.3");
            reply.Content.GetProperty("language_info").GetProperty("name").GetString().ShouldBe("csharp");
            kernel.Client.ReadPublished(id).Select(message => message.State).ShouldBe(["busy", "idle"]);
        }
    }

    [Theory]
    [InlineData("var x = 1;", "complete")]
    [InlineData("if (true) {", "incomplete")]
    public void It_knows_whether_a_text_is_complete(string code, string status)
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        Ask(kernel, "is_complete_request", new JsonObject { ["code"] = code })["status"].ShouldBe(status);
    }

    [Theory]
    [InlineData("Console.WriteLi", "WriteLine", 8, 15)]
    // An emoji is one to Jupyter and two to C#.
    [InlineData("\"\U0001F600\" + Console.WriteLi", "WriteLine", 14, 21)]
    public void It_completes_a_name_and_counts_as_Jupyter_does(string code, string expected, int start, int end)
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        JupyterMessage reply = Ask(kernel, "complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = end });
        reply["status"].ShouldBe("ok");
        reply.Content.GetProperty("matches").EnumerateArray().Select(match => match.GetString()).ShouldContain(expected);
        reply.Content.GetProperty("cursor_start").GetInt32().ShouldBe(start);
        reply.Content.GetProperty("cursor_end").GetInt32().ShouldBe(end);
    }

    [Fact]
    public void What_it_has_not_it_says_in_the_form_that_was_asked_for()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        JupyterMessage inspected = Ask(kernel, "inspect_request", new JsonObject { ["code"] = "x", ["cursor_pos"] = 1, ["detail_level"] = 0 });
        inspected["status"].ShouldBe("ok");
        inspected.Content.GetProperty("found").GetBoolean().ShouldBeFalse();
        Ask(kernel, "history_request", []).Content.GetProperty("history").GetArrayLength().ShouldBe(0);
        Ask(kernel, "comm_info_request", []).Content.GetProperty("comms").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public void A_comm_that_nobody_knows_is_closed_at_once()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        string id = kernel.Client.Send(kernel.Client.Shell, "comm_open", """{ "comm_id": "c1", "target_name": "widget", "data": {} }""");
        kernel.Client.ReadPublished(id).Single(message => message.Type == "comm_close")["comm_id"].ShouldBe("c1");
    }

    [Fact]
    public void Its_heart_beats_while_a_cell_runs()
    {
        using KernelAtWork kernel = KernelAtWork.Start();
        string id = kernel.Client.Execute("while (true) { }");
        kernel.Client.WaitFor(message => message.Parent == id && message.Type == "execute_input");
        kernel.Client.Ping("ping"u8.ToArray()).ShouldBeTrue();
        kernel.Client.Ping("again"u8.ToArray()).ShouldBeTrue();
    }

    private static JupyterMessage Ask(KernelAtWork kernel, string type, JsonObject content)
    {
        string id = kernel.Client.Send(kernel.Client.Shell, type, content.ToJsonString());
        JupyterMessage reply = kernel.Client.ReadReply(kernel.Client.Shell);
        reply.Parent.ShouldBe(id);
        reply.Type.ShouldBe(type.Replace("_request", "_reply"));
        return reply;
    }
}
