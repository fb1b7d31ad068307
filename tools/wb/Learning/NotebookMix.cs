using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary><c>artifacts/notebooks</c>: the assemblies that notebooks refer to.</summary>
internal static class NotebookMix
{
    // What notebooks use beside the chapters, of which none is the learner's.
    private static readonly string[] Tools = ["Workbook.Playground", "Workbook.Pictures", "Workbook.Decoding"];

    public static string DirectoryIn(string root) => Path.Combine(root, "artifacts", "notebooks");

    /// <summary>Brings it up to date; tells what is wrong if the learner's part does not compile.</summary>
    /// <param name="solved">The reference alone.</param>
    /// <returns>Whether it could be done.</returns>
    public static bool Prepare(string root, bool solved, CancellationToken token)
    {
        if ((solved ? new LearnersMix(root, [], []) : LearnersMix.Make(token)) is not { } mix)
            return false;
        mix.Tell();
        Fill(DirectoryIn(root), Sources(mix));
        return true;
    }

    /// <summary>Files to have there, by name.</summary>
    private static Dictionary<string, string> Sources(LearnersMix mix)
    {
        var replaced = mix.Replaced.ToDictionary(chapter => chapter.Chapter.Assembly, chapter => chapter.Dll);
        return Course.Read(mix.Root).Chapters.Select(chapter => chapter.Assembly).Concat(Tools)
            .Select(assembly => replaced.GetValueOrDefault(assembly) ?? Path.Combine(AppContext.BaseDirectory, assembly + ".dll"))
            .SelectMany(dll => new[] { dll, Path.ChangeExtension(dll, ".pdb") })
            .Where(File.Exists).ToDictionary(file => Path.GetFileName(file));
    }

    /// <summary>Replaces what differs, each file in one step: a kernel may be reading it, and must not think that it is new if it is not.</summary>
    public static void Fill(string directory, IReadOnlyDictionary<string, string> sources)
    {
        Directory.CreateDirectory(directory);
        foreach (string stray in Directory.EnumerateFiles(directory).Where(file => !sources.ContainsKey(Path.GetFileName(file))))
            File.Delete(stray);
        foreach (var (name, source) in sources)
        {
            string place = Path.Combine(directory, name);
            byte[] bytes = File.ReadAllBytes(source);
            if (File.Exists(place) && File.ReadAllBytes(place).AsSpan().SequenceEqual(bytes))
                continue;
            string draft = $"{place}.{Environment.ProcessId}.new";
            File.WriteAllBytes(draft, bytes);
            File.Move(draft, place, overwrite: true);
        }
    }
}
