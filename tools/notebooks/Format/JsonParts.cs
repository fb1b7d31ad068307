using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Notebooks;

/// <summary>Reads parts of a notebook, and says in words what is not as it should be.</summary>
internal static class JsonParts
{
    public static JsonObject Object(this JsonNode? node, string what) => node as JsonObject ?? throw new InvalidDataException($"{what} is not an object");

    public static JsonArray Array(this JsonNode? node, string what) => node as JsonArray ?? throw new InvalidDataException($"{what} is not a list");

    public static string String(this JsonNode? node, string what) =>
        node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : throw new InvalidDataException($"{what} is not a text");

    /// <summary>A text, or a list of its lines: nbformat allows both.</summary>
    public static string Lines(this JsonNode? node, string what) =>
        node is JsonArray lines ? string.Concat(lines.Select(line => line.String($"a line of {what}"))) : node.String(what);

    /// <summary>The list of a text's lines, each with its line feed.</summary>
    public static JsonArray ToLines(string text)
    {
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int feed = text.IndexOf('\n', start);
            int end = feed < 0 ? text.Length : feed + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }
        return lines;
    }

    /// <summary>The object of that name inside; made if it is missing.</summary>
    public static JsonObject Open(this JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent.Put(name, child = []);
        return child;
    }

    /// <summary>Sets a member in its place, or adds it where Jupyter, which sorts them, would have it.</summary>
    public static void Put(this JsonObject parent, string name, JsonNode? value)
    {
        if (parent.ContainsKey(name))
            parent[name] = value;
        else
            parent.Insert(parent.TakeWhile(member => string.CompareOrdinal(member.Key, name) < 0).Count(), name, value);
    }
}
