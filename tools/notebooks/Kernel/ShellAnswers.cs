namespace Workbook.Notebooks.Kernel;

/// <summary>Answers what is asked on the shell channel, apart from cells to run.</summary>
internal sealed class ShellAnswers(Task<NotebookSession> session, Answers answers)
{
    /// <summary>Nothing is kept of earlier sessions.</summary>
    public void History(Request request) => answers.Reply(request, new HistoryReply("ok", []), WireJson.Default.HistoryReply);

    /// <summary>Nothing is known of any name yet.</summary>
    public void Inspect(Request request) =>
        answers.Reply(request, new InspectReply("ok", false, Answers.Nothing, Answers.Nothing), WireJson.Default.InspectReply);

    /// <summary>There are no widgets.</summary>
    public void CommInfo(Request request) => answers.Reply(request, new CommInfoReply("ok", Answers.Nothing), WireJson.Default.CommInfoReply);

    /// <summary>What nobody here knows is closed again at once, as the protocol wants it.</summary>
    public Task CommOpenAsync(Request request, CommOpen content)
    {
        answers.Publish(request.RawHeader, "comm_close", new CommClose(content.CommId, Answers.Nothing), WireJson.Default.CommClose);
        return Task.CompletedTask;
    }

    public async Task IsCompleteAsync(Request request, IsCompleteRequest content)
    {
        bool complete = (await session).IsComplete(content.Code);
        answers.Reply(request, new IsCompleteReply(complete ? "complete" : "incomplete", ""), WireJson.Default.IsCompleteReply);
    }

    public async Task CompleteAsync(Request request, CompleteRequest content)
    {
        int position = CodePoints.ToIndex(content.Code, content.CursorPos);
        IReadOnlyList<string> matches = (await session).Complete(content.Code, position, out int start, out int end);
        var reply = new CompleteReply(
            "ok", matches, CodePoints.FromIndex(content.Code, start), CodePoints.FromIndex(content.Code, end), Answers.Nothing);
        answers.Reply(request, reply, WireJson.Default.CompleteReply);
    }
}
