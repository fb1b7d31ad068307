using System.Reflection;
using System.Runtime.Loader;

namespace Workbook.Notebooks;

/// <summary>The assemblies that a session's cells refer to, and the cells' own: one set of bytes for the compiler and for the runtime.</summary>
/// <remarks>
/// This is why cells are not run by Roslyn's InteractiveAssemblyLoader: that asks the default load context first, and so would
/// hand out the chapters that this very program was built with, instead of the learner's. Here the framework and this assembly
/// come from the default context, everything else from beside what a notebook referred to, or not at all. Files are read at
/// once and never kept open, so that they can be built anew while a session lives.
/// </remarks>
internal sealed class AssemblyStore : AssemblyLoadContext
{
    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly Lock _gate = new();
    private readonly List<string> _directories = [];
    private readonly Dictionary<string, (byte[] Bytes, DateTime Written)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Assembly> _cells = [];

    public AssemblyStore()
        : base("notebook")
    {
    }

    /// <summary>The bytes of an assembly that a notebook names; what lies beside it will be found as well.</summary>
    public byte[] Open(string path)
    {
        lock (_gate)
        {
            string directory = Path.GetDirectoryName(path)!;
            if (!_directories.Contains(directory))
                _directories.Add(directory);
            return Read(path);
        }
    }

    /// <summary>Where an assembly that nobody named lies, if it lies beside one that was.</summary>
    public string? Find(string name)
    {
        lock (_gate)
            return _directories.Select(directory => Path.Combine(directory, name + ".dll")).FirstOrDefault(path => _files.ContainsKey(path) || File.Exists(path));
    }

    public Assembly AddCell(string name, MemoryStream dll, MemoryStream pdb)
    {
        Assembly assembly = LoadFromStream(dll, pdb);
        lock (_gate)
            _cells.Add(name, assembly);
        return assembly;
    }

    /// <summary>Files whose contents are no longer those that were read.</summary>
    public IReadOnlyList<string> FindStale()
    {
        lock (_gate)
            return [.. _files.Where(IsStale).Select(file => file.Key).Order(StringComparer.Ordinal)];
    }

    protected override Assembly? Load(AssemblyName name)
    {
        lock (_gate)
        {
            if (_cells.TryGetValue(name.Name!, out Assembly? cell))
                return cell;
        }
        if (name.Name == typeof(AssemblyStore).Assembly.GetName().Name || File.Exists(Path.Combine(Framework, name.Name + ".dll")))
            return null;
        string path = Find(name.Name!) ?? throw new FileNotFoundException($"{name.Name}.dll is not beside the assemblies that the notebook refers to.");
        return LoadFrom(path);
    }

    private Assembly LoadFrom(string path)
    {
        string symbols = Path.ChangeExtension(path, ".pdb");
        byte[] bytes = Open(path);
        using var pdb = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null;
        return LoadFromStream(new MemoryStream(bytes), pdb);
    }

    private byte[] Read(string path)
    {
        if (!_files.TryGetValue(path, out var file))
            _files[path] = file = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        return file.Bytes;
    }

    private static bool IsStale(KeyValuePair<string, (byte[] Bytes, DateTime Written)> file) =>
        File.Exists(file.Key) && File.GetLastWriteTimeUtc(file.Key) != file.Value.Written && !File.ReadAllBytes(file.Key).AsSpan().SequenceEqual(file.Value.Bytes);
}
