using System.Reflection;
using System.Runtime.Loader;

namespace Workbook.TestChild;

/// <summary>Loads the workbook's own assemblies anew for each order; test framework and runtime are shared.</summary>
internal sealed class ChapterContext(TestOrder order) : AssemblyLoadContext(order.Tests, isCollectible: true)
{
    private readonly string _directory = Path.GetDirectoryName(order.Tests)!;

    protected override Assembly? Load(AssemblyName name)
    {
        if (name.Name is not { } simple || !simple.StartsWith("Workbook.", StringComparison.Ordinal))
            return null;
        string file = order.Replaced.TryGetValue(simple, out string? other) ? other : Path.Combine(_directory, simple + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
