using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace Workbook.Cli.Bench;

/// <summary>What came out, for people and for programs.</summary>
/// <param name="IsQuick">One short round says nothing about speed: figures are not judged.</param>
internal sealed record BenchReport(IReadOnlyList<Figure> Figures, IReadOnlyList<Skipped> Skipped, DateTimeOffset At, bool IsQuick)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool AllMet => Figures.All(figure => IsMet(figure) != false);

    public void Print(IAnsiConsole console)
    {
        if (Figures.Count > 0)
            console.Write(Table());
        if (IsQuick)
            console.WriteLine("One short round: it runs, and no more is said about its speed.");
        foreach (Skipped skipped in Skipped)
            console.MarkupLineInterpolated($"[yellow]skipped[/] {skipped.What}: {skipped.Why}\n        {skipped.Advice}");
    }

    public string ToJson() => JsonSerializer.Serialize(new
    {
        At,
        IsQuick,
        Machine = new
        {
            System = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            Cpus = Environment.ProcessorCount,
            Architecture = $"{RuntimeInformation.ProcessArchitecture}",
        },
        Figures = Figures.Select(figure => new
        {
            figure.Name,
            figure.Unit,
            Ours = figure.Value,
            Other = figure.OtherValue,
            OtherIs = figure.OtherValue is null ? null : figure.OtherName,
            figure.Ratio,
            Asked = figure.Asked is { } asked ? new { Of = asked.OfRatio ? "ratio" : "ours", Relation = asked.AtLeast ? ">=" : "<=", asked.Bound } : null,
            Ok = IsMet(figure),
            Samples = new { figure.Ours, figure.Other },
        }),
        Skipped,
    }, Json);

    private bool? IsMet(Figure figure) => IsQuick ? null : figure.IsMet;

    private Table Table()
    {
        Table table = new Table().Border(TableBorder.Rounded)
            .AddColumn("what").AddColumn(new TableColumn("ours").RightAligned()).AddColumn(new TableColumn("kernel").RightAligned())
            .AddColumn(new TableColumn("ratio").RightAligned()).AddColumn(new TableColumn("asked").RightAligned()).AddColumn("");
        foreach (Figure figure in Figures)
        {
            table.AddRow(
                new Text(figure.Name),
                new Text(Number(figure.Value, figure.Unit)),
                new Text(Other(figure)),
                new Text(figure.Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : ""),
                new Text(Asked(figure)),
                Verdict(IsMet(figure)));
        }
        return table;
    }

    private static string Other(Figure figure) => figure.OtherValue is not { } value ? ""
        : Number(value, figure.Unit) + (figure.OtherName == "kernel" ? "" : $" {figure.OtherName}");

    private static string Asked(Figure figure) => figure.Asked is not { } asked ? ""
        : (asked.OfRatio ? "ratio " : "") + (asked.AtLeast ? ">= " : "<= ")
            + (asked.OfRatio ? asked.Bound.ToString(CultureInfo.InvariantCulture) : Number(asked.Bound, figure.Unit));

    private static Markup Verdict(bool? met) => new(met switch
    {
        true => "[green]ok[/]",
        false => "[red]not yet[/]",
        null => "",
    });

    private static string Number(double value, string unit)
    {
        string format = value == Math.Floor(value) ? "N0" : Math.Abs(value) < 10 ? "N2" : Math.Abs(value) < 100 ? "N1" : "N0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }
}
