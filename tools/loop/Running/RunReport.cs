using System.Text.Json;

namespace Workbook.Loop;

/// <summary>Follows the messages of xunit's runner, one line of JSON each.</summary>
internal sealed class RunReport
{
    private readonly Dictionary<string, string> _methods = [];
    private readonly Dictionary<string, (string File, int Line)> _places = [];
    private readonly Dictionary<string, TestResult> _running = [];
    private readonly List<TestResult> _results = [];

    public IReadOnlyList<TestResult> Results => _results;

    public List<string> Errors { get; } = [];

    /// <summary>The test that began last among those that have not ended.</summary>
    public TestResult? Running => _running.Values.LastOrDefault();

    /// <returns>A result, if the message is one.</returns>
    public TestResult? Read(string line)
    {
        using JsonDocument document = JsonDocument.Parse(Escaped(line));
        JsonElement message = document.RootElement;
        switch (Text(message, "$type"))
        {
            case "test-method-starting":
                _methods[Text(message, "TestMethodUniqueID")] = Text(message, "MethodName");
                break;
            case "test-case-starting":
                _places[Text(message, "TestCaseUniqueID")] = (Text(message, "SourceFilePath"), Number(message, "SourceLineNumber"));
                break;
            case "test-starting":
                _running[Text(message, "TestUniqueID")] = Begin(message);
                break;
            case "test-passed":
                return End(message, test => test with { Outcome = TestOutcomeKind.Passed });
            case "test-skipped":
                return End(message, test => test with { Outcome = TestOutcomeKind.Skipped, Message = Text(message, "Reason") });
            case "test-failed":
                return End(message, test => test with
                {
                    ExceptionTypes = Texts(message, "ExceptionTypes"),
                    Message = string.Join("\n", Texts(message, "Messages")),
                    // The cause first.
                    StackTrace = string.Join("\n", Texts(message, "StackTraces").Reverse()),
                    Output = Text(message, "Output"),
                });
            case var type when type.EndsWith("-failure") || type.StartsWith("error"):
                Errors.AddRange(Texts(message, "Messages"));
                break;
        }
        return null;
    }

    /// <summary>The runner writes what a test prints as it is, control characters included, which JSON does not allow.</summary>
    private static string Escaped(string line) => line.Any(char.IsControl)
        ? string.Concat(line.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()))
        : line;

    private TestResult Begin(JsonElement message)
    {
        var (file, line) = _places.GetValueOrDefault(Text(message, "TestCaseUniqueID"), ("", 0));
        return new TestResult(
            _methods.GetValueOrDefault(Text(message, "TestMethodUniqueID"), ""), Text(message, "TestDisplayName"),
            message.TryGetProperty("Traits", out JsonElement traits) ? [.. Texts(traits, "Exercise").Distinct()] : [],
            TestOutcomeKind.Failed, [], "", "", "", file, line);
    }

    private TestResult? End(JsonElement message, Func<TestResult, TestResult> complete)
    {
        if (!_running.Remove(Text(message, "TestUniqueID"), out TestResult? test))
            return null;
        _results.Add(complete(test));
        return _results[^1];
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : 0;

    private static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : "")] : [];
}
