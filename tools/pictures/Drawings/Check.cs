namespace Workbook.Pictures.Drawings;

/// <summary>What a picture refuses to draw, said so that the cell's author knows what to change.</summary>
internal static class Check
{
    public static string Text(string? value, string name) =>
        value ?? throw new ArgumentException("a text is needed here; an empty one will do", name);

    public static double Number(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentException($"{Numbers.Plain(value)} cannot be drawn", name);

    /// <summary>A range that ends where it begins may be drawn: it is a thin line.</summary>
    public static void Range(double from, double to, string name)
    {
        Number(from, name);
        Number(to, name);
        if (to < from)
            throw new ArgumentException($"the range {Numbers.Plain(from)} to {Numbers.Plain(to)} runs backwards", name);
    }

    public static IReadOnlyList<T> Some<T>(IReadOnlyList<T>? items, string name, string what) =>
        items is { Count: > 0 } ? [.. items] : throw new ArgumentException($"there is nothing to draw: give at least one {what}", name);

    public static IReadOnlyList<T> Any<T>(IReadOnlyList<T>? items) => items is null ? [] : [.. items];
}
