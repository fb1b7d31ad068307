using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;

namespace Workbook.Notebooks;

/// <summary>Tells where an exception came from, in terms of cells and of files that the reader has.</summary>
/// <remarks>
/// Only frames of the notebook's own assemblies are named: those of the engine explain nothing, and those of the framework
/// change from one patch of it to the next, and stored outputs with them.
/// </remarks>
/// <param name="root">Files below it are named relative to it, others not at all.</param>
internal sealed partial class StackLines(AssemblyLoadContext notebook, string? root)
{
    private const int MostFrames = 20;

    public IEnumerable<string> Of(Exception exception)
    {
        var frames = new List<string>();
        foreach (string line in Own(exception).Select(frame => $"   at {Describe(frame)}"))
        {
            // A lambda and what it stands in are one line of the source.
            if (frames.LastOrDefault() != line)
                frames.Add(line);
        }
        return frames.Count <= MostFrames ? frames : [.. frames.Take(MostFrames), $"   and {frames.Count - MostFrames} more"];
    }

    /// <summary>The innermost place in a cell.</summary>
    public string? PlaceOf(Exception exception) => Own(exception).Select(Place).FirstOrDefault(place => place?.StartsWith("cell ", StringComparison.Ordinal) == true);

    /// <summary>A text in which the workbook's directory is not named.</summary>
    public string Anonymous(string text) => root is null ? text : text.Replace(root + Path.DirectorySeparatorChar, "");

    private IEnumerable<StackFrame> Own(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .Where(frame => frame.GetMethod()?.Module.Assembly is { } assembly && AssemblyLoadContext.GetLoadContext(assembly) == notebook)
        .Where(frame => !IsEntrance(frame));

    /// <summary>The method by which the engine calls a cell; it has no line of its own.</summary>
    private static bool IsEntrance(StackFrame frame) => frame.GetMethod()!.Name is "<Factory>" or "<Initialize>";

    private string Describe(StackFrame frame)
    {
        string name = Name(frame.GetMethod()!);
        return Place(frame) is not { } place ? name : name.Length == 0 ? place : $"{name} in {place}";
    }

    private string? Place(StackFrame frame)
    {
        if (frame.GetFileName() is not { } file || frame.GetFileLineNumber() == 0)
            return null;
        if (file.StartsWith("cell ", StringComparison.Ordinal))
            return $"{file}, line {frame.GetFileLineNumber()}";
        return root is not null && file.StartsWith(root, StringComparison.Ordinal)
            ? $"{Path.GetRelativePath(root, file).Replace('\\', '/')}, line {frame.GetFileLineNumber()}" : null;
    }

    /// <summary>What the source calls a method, however the compiler has taken it apart; empty for the text of a cell itself.</summary>
    private static string Name(MethodBase method)
    {
        string name = method.Name;
        Type? type = method.DeclaringType;
        while (type is not null && type.Name.StartsWith('<'))
        {
            if (name is "MoveNext")
                name = type.Name;
            type = type.DeclaringType;
        }
        if (Inner().Match(name) is { Success: true } inner)
            name = inner.Groups[1].Value + inner.Groups[2].Value;
        if (name is "Initialize" or "Factory")
            return "";
        return type is null or { Name: CellCompiler.ScriptClass, DeclaringType: null } ? name : $"{type.Name}.{name.TrimStart('.')}";
    }

    // <Name>b__1_0 and <Name>d__2 stand for Name, <Name>g__Local|1_0 for Local.
    [GeneratedRegex(@"^<+\w+>+g__(\w+)\||^<+(\w+)>")]
    private static partial Regex Inner();
}
