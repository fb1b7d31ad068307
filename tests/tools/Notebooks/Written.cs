using System.Text.Json;
using System.Text.Json.Nodes;
using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

/// <summary>Notebooks made of nothing but code, as an author's script would.</summary>
internal static class Written
{
    /// <summary>A notebook with ids and metadata, and without outputs.</summary>
    public static Notebook Of(params IEnumerable<string> cells)
    {
        Notebook notebook = Bare("notebook.ipynb", [.. cells.Select(cell => (cell, Array.Empty<string>()))]);
        notebook.Complete();
        return notebook;
    }

    public static Notebook Tagged(params (string Code, string[] Tags)[] cells) => Bare("notebook.ipynb", cells);

    public static Notebook Bare(string path, params (string Code, string[] Tags)[] cells)
    {
        var list = new JsonArray([.. cells.Select(cell => (JsonNode)new JsonObject
        {
            ["cell_type"] = "code",
            ["metadata"] = cell.Tags.Length == 0 ? new JsonObject() : new JsonObject { ["tags"] = JsonSerializer.SerializeToNode(cell.Tags) },
            ["source"] = cell.Code,
        })]);
        return Notebook.Parse(new JsonObject { ["cells"] = list, ["nbformat"] = 4 }.ToJsonString(), path);
    }
}
