using Workbook.Exercises;

namespace Workbook.Loop;

/// <summary>Compiles chapters in this process, by the arguments that MSBuild gave to the compiler, and keeps it warm.</summary>
/// <remarks>Safe to use by several threads; a chapter is compiled by one at a time.</remarks>
/// <param name="flavour"><c>debug</c> or <c>release</c>.</param>
public sealed class ChapterCompiler(string root, string flavour = "debug")
{
    private readonly Dictionary<string, Workshop> workshops = [];

    /// <summary>Compiles what differs from the reference, and what must be compiled again because of that.</summary>
    /// <param name="chapters">In an order in which each chapter comes after those it refers to.</param>
    /// <param name="isBuilt">Whether MSBuild has built this very text already.</param>
    public Compiled Compile(IEnumerable<MixedChapter> chapters, Func<MixedChapter, bool> isBuilt, CancellationToken token = default)
    {
        var replaced = new List<CompiledChapter>();
        var messages = new List<CompilerMessage>();
        // By assembly name: the interface of a chapter that is not what the reference's is.
        var interfaces = new Dictionary<string, string>();
        foreach (MixedChapter chapter in chapters)
        {
            token.ThrowIfCancellationRequested();
            var changed = interfaces.Where(entry => IsBelow(chapter.Chapter, entry.Key)).ToDictionary();
            if (changed.Count == 0 && isBuilt(chapter))
                continue;
            Workshop workshop = Open(chapter.Chapter);
            string directory = Path.Combine(root, "artifacts", "loop", "compiled", flavour, workshop.KeyOf(chapter, changed));
            string dll = Path.Combine(directory, chapter.Chapter.Assembly + ".dll");
            if (!File.Exists(dll))
            {
                var said = workshop.Compile(chapter, changed, directory, token);
                messages.AddRange(said);
                if (said.Any(message => message.IsError))
                    return new Compiled([], messages);
            }
            replaced.Add(new CompiledChapter(chapter.Chapter, dll));
            string face = Path.Combine(directory, "ref", chapter.Chapter.Assembly + ".dll");
            if (!workshop.HasInterfaceOfReference(face))
                interfaces[chapter.Chapter.Assembly] = face;
        }
        return new Compiled(replaced, messages);
    }

    /// <summary>What the learner's files of a chapter no longer offer to others, by file.</summary>
    public IReadOnlyList<(ChapterFile File, string Header)> FindMissing(Chapter chapter)
    {
        Open(chapter);
        return [.. chapter.Files.Where(file => file.HasHoles && file.Text is not null)
            .SelectMany(file => Signatures.Missing(Skeleton.From(file.Reference!), file.Text!).Select(header => (file, header)))];
    }

    private bool IsBelow(Chapter chapter, string assembly) => Open(chapter).RefersTo(assembly);

    private Workshop Open(Chapter chapter)
    {
        lock (workshops)
        {
            if (workshops.TryGetValue(chapter.Assembly, out Workshop? workshop) && workshop.IsUpToDate)
                return workshop;
            CompilerArguments arguments = CompilerArguments.Read(root, chapter.Assembly, flavour);
            SdkCompiler.Use(arguments.CompilerDirectory);
            return workshops[chapter.Assembly] = new Workshop(arguments);
        }
    }
}
