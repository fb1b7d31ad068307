using System.Reflection;
using System.Runtime.CompilerServices;
using Workbook.Loop;

namespace Workbook.Notebooks;

/// <summary>Finds the compiler in the SDK that built the workbook; it is compiled ahead of time there, which takes seconds off the first cell.</summary>
internal static class SdkLocator
{
    /// <summary>Runs before anything of this assembly, since the compiler's types may not be mentioned earlier.</summary>
#pragma warning disable CA2255 // Half of this assembly mentions such types; whoever uses it should not have to know.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Use() => SdkCompiler.Use(Find());

    private static string Find()
    {
        string? built = typeof(SdkLocator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(entry => entry.Key == "CompilerDirectory")?.Value;
        if (Directory.Exists(built))
            return built;
        // That SDK is gone; any newer one understands the same C#.
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Directory.EnumerateDirectories(Path.GetFullPath(Path.Combine(runtime, "../../../sdk")))
            .Select(sdk => Path.Combine(sdk, "Roslyn")).Where(Directory.Exists).OrderByDescending(Directory.GetCreationTimeUtc).First();
    }
}
