namespace Workbook.Loop;

/// <summary>Throws away what nobody will ask for again: texts that were saved once, packets of tests that failed last week.</summary>
internal static class CacheSweep
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(7);

    public static void Run(string root)
    {
        string artifacts = Path.Combine(root, "artifacts");
        foreach (string directory in new[] { "loop/compiled/debug", "loop/compiled/release", "loop/verdicts", "captures" }.Select(name => Path.Combine(artifacts, name)).Where(Directory.Exists))
        {
            foreach (FileSystemInfo old in new DirectoryInfo(directory).EnumerateFileSystemInfos().Where(entry => DateTime.UtcNow - entry.LastWriteTimeUtc > Age))
                Delete(old);
        }
    }

    private static void Delete(FileSystemInfo old)
    {
        try
        {
            if (old is DirectoryInfo directory)
                directory.Delete(recursive: true);
            else
                old.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody uses it; next week, then.
        }
    }
}
