using System.Text.Json.Nodes;

namespace Workbook.Notebooks;

/// <summary>A cell of a notebook.</summary>
/// <param name="json">As it stands in the file, and is changed there.</param>
/// <param name="number">Of a code cell: which one it is, from 1; errors call it by that. Otherwise 0.</param>
public sealed class NotebookCell(JsonObject json, int number)
{
    /// <summary>The tag of a cell that is to fail.</summary>
    public const string Raises = "raises-exception";

    public int Number { get; } = number;

    public bool IsCode => Number > 0;

    public string Source => json["source"].Lines("a cell's source");

    public IReadOnlyList<string> Tags => json["metadata"]?["tags"] is JsonArray tags ? [.. tags.Select(tag => tag.String("a tag"))] : [];

    public bool MustRaise => Tags.Contains(Raises);

    /// <summary>In the order in which the cell put them out.</summary>
    public IReadOnlyList<CellOutput> Outputs => json["outputs"] is { } outputs ? [.. outputs.Array($"outputs of cell {Number}").Select(OutputJson.Read)] : [];

    public int? ExecutionCount => json["execution_count"] is JsonValue count ? count.GetValue<int>() : null;

    internal JsonObject Json => json;

    /// <summary>Replaces what is stored of an earlier run.</summary>
    public void Store(IReadOnlyList<CellOutput> outputs)
    {
        json.Put("execution_count", Number);
        json.Put("outputs", new JsonArray([.. outputs.Select(output => OutputJson.Write(output, Number))]));
    }

    public override string ToString() => IsCode ? $"cell {Number}" : "a cell of text";
}
