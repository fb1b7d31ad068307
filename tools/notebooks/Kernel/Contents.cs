namespace Workbook.Notebooks.Kernel;

// The contents of messages, named and ordered as in Jupyter messaging 5.3, section Messages on the shell channel and after.
// What a client may leave out has a default.

internal sealed record ExecuteRequest(string Code, bool Silent = false, bool StoreHistory = true, bool StopOnError = true);

/// <param name="CursorPos">In code points, not in UTF-16 units.</param>
internal sealed record CompleteRequest(string Code, int CursorPos);

internal sealed record IsCompleteRequest(string Code);

internal sealed record ShutdownRequest(bool Restart = false);

internal sealed record CommOpen(string CommId);

internal sealed record KernelInfoReply(
    string Status, string ProtocolVersion, string Implementation, string ImplementationVersion, LanguageInfo LanguageInfo, string Banner,
    bool Debugger, IReadOnlyList<HelpLink> HelpLinks);

internal sealed record LanguageInfo(string Name, string Version, string Mimetype, string FileExtension, string PygmentsLexer, string CodemirrorMode);

internal sealed record HelpLink(string Text, string Url);

/// <param name="Status">ok, error, or aborted.</param>
internal sealed record ExecuteReply(
    string Status, int ExecutionCount, IReadOnlyDictionary<string, string> UserExpressions, IReadOnlyList<string> Payload,
    string? Ename = null, string? Evalue = null, IReadOnlyList<string>? Traceback = null);

internal sealed record CompleteReply(
    string Status, IReadOnlyList<string> Matches, int CursorStart, int CursorEnd, IReadOnlyDictionary<string, string> Metadata);

/// <param name="Indent">What the next line begins with, if there has to be one.</param>
internal sealed record IsCompleteReply(string Status, string Indent);

internal sealed record InspectReply(
    string Status, bool Found, IReadOnlyDictionary<string, string> Data, IReadOnlyDictionary<string, string> Metadata);

internal sealed record HistoryReply(string Status, IReadOnlyList<string> History);

internal sealed record CommInfoReply(string Status, IReadOnlyDictionary<string, string> Comms);

internal sealed record ShutdownReply(string Status, bool Restart);

internal sealed record OkReply(string Status);

/// <param name="ExecutionState">starting, busy, or idle.</param>
internal sealed record StatusContent(string ExecutionState);

internal sealed record ExecuteInput(string Code, int ExecutionCount);

internal sealed record StreamContent(string Name, string Text);

internal sealed record DisplayData(
    IReadOnlyDictionary<string, string> Data, IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, string> Transient);

internal sealed record ExecuteResult(
    int ExecutionCount, IReadOnlyDictionary<string, string> Data, IReadOnlyDictionary<string, string> Metadata);

internal sealed record ErrorContent(string Ename, string Evalue, IReadOnlyList<string> Traceback);

internal sealed record CommClose(string CommId, IReadOnlyDictionary<string, string> Data);
