namespace Workbook.Notebooks;

/// <summary>What cells may call without an import, under the names that .NET Interactive gives it.</summary>
public static class NotebookDisplay
{
    /// <summary>Shows a value beneath the cell.</summary>
#pragma warning disable IDE1006 // The name is .NET Interactive's.
    public static void display(object? value) => CellScope.Show(value);
#pragma warning restore IDE1006

    /// <summary>Shows the value beneath the cell.</summary>
    public static void Display(this object? value) => CellScope.Show(value);
}
