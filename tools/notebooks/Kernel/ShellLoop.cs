using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace Workbook.Notebooks.Kernel;

/// <summary>What comes on the shell channel, one after the other.</summary>
internal sealed class ShellLoop(CellRunner cells, ShellAnswers questions, Answers answers, DiscardCounters discards)
{
    private readonly Channel<Request> _requests = System.Threading.Channels.Channel.CreateUnbounded<Request>();

    // After a cell has failed, the cells that were sent before anybody could know are not run.
    private int _aborting;

    /// <summary>From any thread.</summary>
    public void Add(Request request) => _requests.Writer.TryWrite(request);

    /// <summary>From any thread: what is not answered yet never will be.</summary>
    public void Stop() => _requests.Writer.TryComplete();

    public async Task RunAsync()
    {
        await foreach (Request request in _requests.Reader.ReadAllAsync())
        {
            answers.PublishState(request.RawHeader, "busy");
            try
            {
                await AnswerAsync(request, TakeAborted());
            }
            catch (Exception)
            {
                // One question that cannot be answered is not the end of the others.
                discards.Count(Discard.Stumbled);
            }
            answers.PublishState(request.RawHeader, "idle");
        }
    }

    private Task AnswerAsync(Request request, bool aborted) => request.Header.MsgType switch
    {
        "kernel_info_request" => Do(request, answers.KernelInfo),
        "execute_request" when aborted => Do(request, cells.Abort),
        "execute_request" => With(request, WireJson.Default.ExecuteRequest, ExecuteAsync),
        "complete_request" => With(request, WireJson.Default.CompleteRequest, questions.CompleteAsync),
        "is_complete_request" => With(request, WireJson.Default.IsCompleteRequest, questions.IsCompleteAsync),
        "inspect_request" => Do(request, questions.Inspect),
        "history_request" => Do(request, questions.History),
        "comm_info_request" => Do(request, questions.CommInfo),
        "comm_open" => With(request, WireJson.Default.CommOpen, questions.CommOpenAsync),
        "comm_msg" or "comm_close" => Task.CompletedTask,
        _ => Do(request, _ => discards.Count(Discard.UnknownType)),
    };

    private async Task ExecuteAsync(Request request, ExecuteRequest content)
    {
        if (!await cells.RunAsync(request, content))
            _aborting = _requests.Reader.Count;
    }

    private bool TakeAborted()
    {
        if (_aborting == 0)
            return false;
        _aborting--;
        return true;
    }

    private static Task Do(Request request, Action<Request> answer)
    {
        answer(request);
        return Task.CompletedTask;
    }

    private Task With<T>(Request request, JsonTypeInfo<T> type, Func<Request, T, Task> answer)
        where T : class
    {
        if (WireJson.TryRead(request.Content, type, out T? content))
            return answer(request, content);
        discards.Count(Discard.BadContent);
        return Task.CompletedTask;
    }
}
