using System.Reflection;
using System.Runtime.Loader;

namespace Workbook.Loop;

/// <summary>Finds the compiler in the SDK that built the workbook: what it accepts here, <c>dotnet build</c> accepts.</summary>
/// <remarks>It is compiled ahead of time there, so that the first compilation in a process takes half a second, not four.</remarks>
public static class SdkCompiler
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Directories = [];

    /// <summary>Must run before a method that mentions a type of Microsoft.CodeAnalysis.</summary>
    /// <param name="directory">The SDK's <c>Roslyn</c> directory.</param>
    public static void Use(string directory)
    {
        lock (Gate)
        {
            if (Directories.Count == 0)
                AssemblyLoadContext.Default.Resolving += Resolve;
            Directories.Add(Path.Combine(directory, "bincore"));
        }
    }

    /// <summary>Where an assembly that the compiler asks for, a source generator, may have its dependencies.</summary>
    public static void AlsoLookIn(string directory)
    {
        lock (Gate)
            Directories.Add(directory);
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        lock (Gate)
        {
            string? file = Directories.Select(directory => Path.Combine(directory, name.Name + ".dll")).FirstOrDefault(File.Exists);
            return file is null ? null : context.LoadFromAssemblyPath(file);
        }
    }
}
