using System.Text.Json.Nodes;

namespace Workbook.Notebooks;

/// <summary>Outputs as they are stored in a cell.</summary>
internal static class OutputJson
{
    /// <param name="count">The number of the cell's execution.</param>
    public static JsonObject Write(CellOutput output, int count) => output switch
    {
        StreamOutput stream => new JsonObject { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = JsonParts.ToLines(stream.Text) },
        DisplayOutput display => new JsonObject { ["data"] = Write(display.Data), ["metadata"] = new JsonObject(), ["output_type"] = "display_data" },
        ResultOutput result => new JsonObject
        {
            ["data"] = Write(result.Data),
            ["execution_count"] = count,
            ["metadata"] = new JsonObject(),
            ["output_type"] = "execute_result",
        },
        ErrorOutput error => new JsonObject
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Value,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => (JsonNode)line)]),
        },
        _ => throw new ArgumentException($"{output.GetType().Name} is no output of nbformat 4."),
    };

    /// <exception cref="InvalidDataException">It is none that nbformat 4 knows.</exception>
    public static CellOutput Read(JsonNode? node)
    {
        JsonObject output = node.Object("an output");
        return output["output_type"].String("an output's output_type") switch
        {
            "stream" => new StreamOutput(output["name"].String("a stream's name"), output["text"].Lines("a stream's text")),
            "display_data" => new DisplayOutput(ReadBundle(output["data"])),
            "execute_result" => new ResultOutput(ReadBundle(output["data"])),
            "error" => new ErrorOutput(
                output["ename"].String("an error's ename"), output["evalue"].String("an error's evalue"),
                [.. output["traceback"].Array("an error's traceback").Select(line => line.String("a line of a traceback"))]),
            var other => throw new InvalidDataException($"'{other}' is no output_type of nbformat 4"),
        };
    }

    /// <summary>Puts together what Jupyter puts together: neighbours of the same stream.</summary>
    public static IReadOnlyList<CellOutput> Merge(IEnumerable<CellOutput> outputs)
    {
        var merged = new List<CellOutput>();
        var text = new System.Text.StringBuilder();
        string? name = null;
        foreach (CellOutput output in outputs)
        {
            if (output is StreamOutput stream && stream.Name == name)
            {
                text.Append(stream.Text);
                merged[^1] = stream;
                continue;
            }
            Finish();
            merged.Add(output);
            name = (output as StreamOutput)?.Name;
            text.Append((output as StreamOutput)?.Text);
        }
        Finish();
        return merged;

        void Finish()
        {
            if (name is not null)
                merged[^1] = new StreamOutput(name, text.ToString());
            text.Clear();
        }
    }

    private static JsonObject Write(MimeBundle data) =>
        new(data.Parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => KeyValuePair.Create(part.Key, (JsonNode?)JsonParts.ToLines(part.Value))));

    private static MimeBundle ReadBundle(JsonNode? data) =>
        new(data.Object("an output's data").ToDictionary(part => part.Key, part => part.Value.Lines($"an output's {part.Key}")));
}
