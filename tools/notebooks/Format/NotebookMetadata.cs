using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Workbook.Notebooks;

/// <summary>What a notebook says about itself: that it is C#, in the words of Polyglot Notebooks.</summary>
internal static class NotebookMetadata
{
    public const string Language = "csharp";

    /// <summary>Adds what is missing and mends what is wrong; leaves what others have added.</summary>
    public static void Complete(JsonObject notebook)
    {
        JsonObject metadata = notebook.Open("metadata"), spec = metadata.Open("kernelspec");
        spec.Put("display_name", ".NET (C#)");
        spec.Put("language", "C#");
        spec.Put("name", ".net-csharp");
        metadata.Open("language_info").Put("name", Language);
        JsonObject kernels = metadata.Open("polyglot_notebook").Open("kernelInfo");
        kernels.Put("defaultKernelName", Language);
        if (kernels["items"] is not JsonArray)
            kernels.Put("items", new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["languageName"] = Language, ["name"] = Language }));
        notebook.Put("nbformat", 4);
        if (notebook["nbformat_minor"] is not JsonValue minor || minor.GetValue<int>() < 5)
            notebook.Put("nbformat_minor", 5);
    }

    /// <summary>The same for a cell.</summary>
    public static void CompleteCell(JsonObject cell, int index, ISet<string> ids)
    {
        string source = cell["source"].Lines("a cell's source");
        if (cell["id"] is not JsonValue || !ids.Add(cell["id"]!.GetValue<string>()))
            cell.Put("id", NewId(source, index, ids));
        cell["source"] = JsonParts.ToLines(source);
        JsonObject metadata = cell.Open("metadata");
        if (cell["cell_type"].String("a cell's cell_type") != "code")
        {
            cell.Remove("outputs");
            cell.Remove("execution_count");
            return;
        }
        metadata.Open("dotnet_interactive").Put("language", Language);
        metadata.Open("polyglot_notebook").Put("kernelName", Language);
        if (!cell.ContainsKey("execution_count"))
            cell.Put("execution_count", null);
        if (cell["outputs"] is not JsonArray)
            cell.Put("outputs", new JsonArray());
    }

    /// <summary>What is not as <see cref="Complete"/> would leave it.</summary>
    public static IEnumerable<string> Wrong(JsonObject notebook)
    {
        JsonNode? metadata = notebook["metadata"], spec = metadata?["kernelspec"], kernels = metadata?["polyglot_notebook"]?["kernelInfo"];
        (string Name, JsonNode? Value, string Expected)[] entries =
        [
            ("kernelspec.display_name", spec?["display_name"], ".NET (C#)"),
            ("kernelspec.language", spec?["language"], "C#"),
            ("kernelspec.name", spec?["name"], ".net-csharp"),
            ("language_info.name", metadata?["language_info"]?["name"], Language),
            ("polyglot_notebook.kernelInfo.defaultKernelName", kernels?["defaultKernelName"], Language),
        ];
        return entries.Where(entry => !Is(entry.Value, entry.Expected)).Select(entry => $"{entry.Name} is not \"{entry.Expected}\"");
    }

    public static IEnumerable<string> WrongCell(JsonObject cell)
    {
        if (cell["id"] is null)
            yield return "it has no id";
        if (!Is(cell["metadata"]?["dotnet_interactive"]?["language"], Language))
            yield return $"dotnet_interactive.language is not \"{Language}\"";
        if (!Is(cell["metadata"]?["polyglot_notebook"]?["kernelName"], Language))
            yield return $"polyglot_notebook.kernelName is not \"{Language}\"";
    }

    private static bool Is(JsonNode? node, string expected) => node is JsonValue value && value.TryGetValue(out string? text) && text == expected;

    /// <summary>Made of the text, so that the same notebook written twice is the same file.</summary>
    private static string NewId(string source, int index, ISet<string> ids)
    {
        string id;
        int attempt = 0;
        do
            id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{index} {attempt++} {source}")))[..8];
        while (!ids.Add(id));
        return id;
    }
}
