using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Workbook.Notebooks;

/// <summary>Formatters that a type brings along, found by .NET Interactive's convention, so that it shows the same there.</summary>
/// <remarks>
/// The type, a base or an interface of it carries an attribute called <c>TypeFormatterSourceAttribute</c>, whosever it is, with a
/// property <c>FormatterSourceType</c>. That type's <c>CreateTypeFormatters()</c> yields objects with a <c>MimeType</c> and
/// a <c>bool Format(object, TextWriter)</c>, which is false if it has nothing to say.
/// </remarks>
internal static class CustomFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    /// <summary>Adds a form for each mime type that the value's formatters know.</summary>
    public static void Apply(object value, IDictionary<string, string> parts)
    {
        foreach (object formatter in Find(value.GetType()))
        {
            Type type = formatter.GetType();
            if (type.GetProperty("MimeType")?.GetValue(formatter) is not string mime || parts.ContainsKey(mime))
                continue;
            using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            if (type.GetMethod("Format", [typeof(object), typeof(TextWriter)]) is { } format && Call(format, formatter, value, text) is true)
                parts[mime] = text.ToString();
        }
    }

    private static IEnumerable<object> Find(Type type)
    {
        Type? source = Ancestry(type).Select(SourceOf).FirstOrDefault(source => source is not null);
        if (source?.GetMethod("CreateTypeFormatters", Type.EmptyTypes) is not { } create)
            return [];
        object? owner = create.IsStatic ? null : Activator.CreateInstance(source, nonPublic: true);
        return Call(create, owner) is IEnumerable formatters ? formatters.Cast<object>() : [];
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
        foreach (Type face in type.GetInterfaces())
            yield return face;
    }

    private static Type? SourceOf(Type type)
    {
        Attribute? attribute = type.GetCustomAttributes(inherit: false).OfType<Attribute>().FirstOrDefault(attribute => attribute.GetType().Name == AttributeName);
        return attribute?.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) as Type;
    }

    private static object? Call(MethodInfo method, object? on, params object?[] arguments) =>
        method.Invoke(on, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
}
