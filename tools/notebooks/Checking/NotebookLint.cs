using System.Text.RegularExpressions;

namespace Workbook.Notebooks;

/// <summary>Looks for what other kernels, other machines or the sites that show notebooks would not accept.</summary>
public static partial class NotebookLint
{
    public static IReadOnlyList<Offence> Inspect(Notebook notebook)
    {
        var offences = NotebookMetadata.Wrong(notebook.Json).Select(wrong => new Offence(LintRules.Metadata, 0, 0, wrong)).ToList();
        var code = new CodeLint(notebook.Directory);
        foreach (NotebookCell cell in notebook.CodeCells)
        {
            offences.AddRange(NotebookMetadata.WrongCell(cell.Json).Select(wrong => new Offence(LintRules.Metadata, cell.Number, 0, wrong)));
            offences.AddRange(code.Inspect(cell));
            if (cell.ExecutionCount != cell.Number)
                offences.Add(new Offence(LintRules.NotRun, cell.Number, 0, "its outputs are not of a run from the first cell on: wb notebook run --write"));
            offences.AddRange(cell.Outputs.SelectMany(output => Inspect(output)).Distinct()
                .Select(found => new Offence(found.Rule, cell.Number, 0, found.Message)));
        }
        return offences;
    }

    private static IEnumerable<(string Rule, string Message)> Inspect(CellOutput output)
    {
        foreach (var (type, text) in Parts(output))
        {
            if (AbsolutePath().Match(DataUri().Replace(text, "")) is { Success: true } path)
                yield return (LintRules.AbsolutePath, $"an output names {path.Value}, which is on this machine only");
            if (type == "image/svg+xml" || (type == MimeBundle.Html && text.Contains("<svg", StringComparison.OrdinalIgnoreCase)))
                yield return (LintRules.RawSvg, "raw SVG stays blank in some viewers; show an img with a data URI");
            if (type == MimeBundle.Html && StyleAttribute().IsMatch(text))
                yield return (LintRules.Style, "style attributes are taken out by the sites that show notebooks");
        }
    }

    private static IEnumerable<(string Type, string Text)> Parts(CellOutput output) => output switch
    {
        StreamOutput stream => [(MimeBundle.Plain, stream.Text)],
        DisplayOutput display => display.Data.Parts.Select(part => (part.Key, part.Value)),
        ResultOutput result => result.Data.Parts.Select(part => (part.Key, part.Value)),
        ErrorOutput error => [(MimeBundle.Plain, $"{error.Value}\n{string.Join('\n', error.Traceback)}")],
        _ => [],
    };

    [GeneratedRegex(@"(?<![\w./:])/(home|root|Users|tmp|usr|var|opt|mnt|private|work)/[\w.-]+|(?<!\w)[A-Za-z]:\\\w+")]
    private static partial Regex AbsolutePath();

    // Letters of base64 can spell anything.
    [GeneratedRegex(@"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]*")]
    private static partial Regex DataUri();

    [GeneratedRegex(@"<[^>]*\sstyle\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex StyleAttribute();
}
