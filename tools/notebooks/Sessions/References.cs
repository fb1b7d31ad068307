using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Workbook.Notebooks;

/// <summary>Resolves <c>#r</c>, relative to the notebook's directory, and what the assemblies so named refer to in their turn.</summary>
internal sealed class References(string directory, AssemblyStore store) : MetadataReferenceResolver
{
    // Read once for all sessions of a process: it is the slowest part of a first cell.
    private static readonly Lazy<ImmutableArray<MetadataReference>> FrameworkReferences = new(ReadFramework);

    private readonly Dictionary<string, PortableExecutableReference> _known = new(StringComparer.Ordinal);

    public static ImmutableArray<MetadataReference> Framework => FrameworkReferences.Value;

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        string path = Path.GetFullPath(Path.Combine(directory, reference.Replace('\\', '/')));
        return File.Exists(path) ? [Open(path).WithProperties(properties)] : [];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        store.Find(referenceIdentity.Name) is { } path ? Open(path) : null;

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private PortableExecutableReference Open(string path)
    {
        lock (_known)
        {
            if (!_known.TryGetValue(path, out PortableExecutableReference? reference))
                _known[path] = reference = MetadataReference.CreateFromImage(store.Open(path), filePath: path);
            return reference;
        }
    }

    private static ImmutableArray<MetadataReference> ReadFramework()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. Directory.EnumerateFiles(framework, "*.dll").Where(IsOffered).Order(StringComparer.Ordinal)
            .Append(typeof(References).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static bool IsOffered(string path) => Path.GetFileName(path) is "netstandard.dll"
        || (Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) && !Path.GetFileName(path).Contains(".Native."));
}
