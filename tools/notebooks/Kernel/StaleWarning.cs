namespace Workbook.Notebooks.Kernel;

/// <summary>
/// Says that a chapter was built anew after the session has loaded it: an assembly is loaded once, and old code that
/// runs under a new source is a riddle. Once per build, not once per cell.
/// </summary>
internal sealed class StaleWarning
{
    private readonly Dictionary<string, DateTime> _told = [];

    /// <param name="stale">Paths of assemblies that are newer than what is loaded.</param>
    public IEnumerable<string> New(IEnumerable<string> stale)
    {
        foreach (string path in stale)
        {
            DateTime built = File.GetLastWriteTimeUtc(path);
            if (_told.TryGetValue(path, out DateTime told) && told == built)
                continue;
            _told[path] = built;
            yield return $"{Path.GetFileNameWithoutExtension(path)} was built anew: restart the kernel to see it";
        }
    }
}
