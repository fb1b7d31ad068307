namespace Workbook.Pictures;

/// <summary>
/// Tells a notebook's engine how to show a type. Engines find it by its name alone (the convention of .NET Interactive,
/// which the workbook's own engine follows), so that a type need not depend on any of them.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}
