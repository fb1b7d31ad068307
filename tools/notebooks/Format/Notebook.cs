using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workbook.Notebooks;

/// <summary>A notebook, nbformat 4. What it does not understand it keeps, in its place.</summary>
public sealed class Notebook
{
    private const int Format = 4;

    private readonly JsonObject _json;

    private Notebook(string path, JsonObject json)
    {
        Path = path;
        _json = json;
        Cells = ReadCells(json);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The directory that <c>#r</c> starts from.</summary>
    public string Directory => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    public IReadOnlyList<NotebookCell> Cells { get; }

    public IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.IsCode);

    internal JsonObject Json => _json;

    /// <exception cref="InvalidDataException">It is no notebook; says what is wrong, and where.</exception>
    public static Notebook Read(string path) => Parse(File.ReadAllText(path), path);

    /// <inheritdoc cref="Read"/>
    public static Notebook Parse(string text, string path)
    {
        try
        {
            JsonNode? json = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new Notebook(path, json.Object("it"));
        }
        catch (JsonException wrong)
        {
            // What the parser would have liked instead is no help: it guesses from a letter.
            string message = wrong.Message.Split(" Path:")[0].Split(" LineNumber:")[0].Split(" Expected the literal")[0];
            string place = wrong.LineNumber is { } line ? $"line {line + 1}, byte {wrong.BytePositionInLine + 1}: " : "";
            throw new InvalidDataException($"{path}: {place}not JSON: {message}", wrong);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: no notebook: {wrong.Message}.", wrong);
        }
    }

    /// <summary>Adds ids and metadata where they are missing, and forgets outputs of what is no code.</summary>
    public void Complete()
    {
        NotebookMetadata.Complete(_json);
        var ids = new HashSet<string>();
        foreach (var (index, cell) in Cells.Index())
            NotebookMetadata.CompleteCell(cell.Json, index, ids);
    }

    public string ToText() => JupyterJson.Write(_json);

    /// <summary>Replaces the file: whoever reads it meanwhile sees the old one or the new one, whole.</summary>
    public void Save()
    {
        string draft = $"{Path}.{Environment.ProcessId}.new";
        File.WriteAllText(draft, ToText(), new UTF8Encoding(false));
        File.Move(draft, Path, overwrite: true);
    }

    private static List<NotebookCell> ReadCells(JsonObject json)
    {
        if (json["nbformat"] is not JsonValue format || !format.TryGetValue(out int number) || number != Format)
            throw new InvalidDataException($"its nbformat is {json["nbformat"]?.ToJsonString() ?? "missing"}, and {Format} is understood");
        var cells = new List<NotebookCell>();
        int code = 0;
        foreach (var (index, node) in json["cells"].Array("what it calls cells").Index())
        {
            string what = $"cells[{index}]";
            JsonObject cell = node.Object(what);
            string type = cell["cell_type"].String($"{what}.cell_type");
            if (type is not ("code" or "markdown" or "raw"))
                throw new InvalidDataException($"{what}.cell_type is '{type}', not code, markdown or raw");
            cell["source"].Lines($"{what}.source");
            cells.Add(new NotebookCell(cell, type == "code" ? ++code : 0));
        }
        return cells;
    }
}
