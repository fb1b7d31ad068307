using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>The chapters as they are with the learner's exercises in them: those begun are theirs, the rest is the reference.</summary>
/// <param name="Root">The workbook's directory.</param>
/// <param name="Yours">What is begun. If nothing is, there is nothing to mix.</param>
/// <param name="Replaced">Chapters that are not those which this program was built with.</param>
internal sealed record LearnersMix(string Root, IReadOnlyList<Assignment> Yours, IReadOnlyList<CompiledChapter> Replaced)
{
    /// <summary>Compiles it; tells what is wrong if that does not go.</summary>
    /// <returns>Null if it does not compile.</returns>
    public static LearnersMix? Make(CancellationToken token)
    {
        string root = Course.FindRoot(AppContext.BaseDirectory);
        Course course = Course.Read(root);
        var yours = course.Assignments.Where(MixPicture.IsYours).ToList();
        if (yours.Count == 0)
            return new LearnersMix(root, yours, []);
        string flavour = new DirectoryInfo(AppContext.BaseDirectory).Name.StartsWith("release", StringComparison.OrdinalIgnoreCase) ? "release" : "debug";
        Compiled compiled = new ChapterCompiler(root, flavour).Compile(
            course.Chapters.Select(chapter => Mixer.Mix(chapter, MixPicture.IsYours)), text => IsInside(text), token);
        if (compiled.Succeeded)
            return new LearnersMix(root, yours, compiled.Replaced);
        Refuse(root, compiled, course);
        return null;
    }

    /// <summary>Says whose code runs.</summary>
    public void Tell()
    {
        if (Yours.Count > 0)
            Screen.Tell($"with your {string.Join(", ", Yours.Select(assignment => assignment.Id))} in the stack (--solved: the reference alone)");
    }

    /// <summary>Whether this program was built with these very texts.</summary>
    private static bool IsInside(MixedChapter text)
    {
        DateTime built = File.GetLastWriteTimeUtc(Path.Combine(AppContext.BaseDirectory, text.Chapter.Assembly + ".dll"));
        return text.Key == Mixer.Reference(text.Chapter).Key && text.Files.All(file => File.GetLastWriteTimeUtc(file.Path) <= built);
    }

    private static void Refuse(string root, Compiled compiled, Course course)
    {
        CompilerMessage first = compiled.Messages.First(message => message.IsError);
        string path = Path.GetRelativePath(root, first.Path);
        Assignment? at = course.Assignments.FirstOrDefault(assignment => assignment.Learner is { } region && assignment.File.Path == first.Path && region.FirstLine <= first.Line && first.Line <= region.LastLine);
        Screen.Complain($"{path}:{first.Line}:{first.Column}: {first.Message} ({first.Code})");
        Screen.Tell(at is null ? "Your part does not compile. --solved runs the reference alone." : $"Exercise {at.Id} does not compile: ./wb check {at.Id} tells all. --solved runs the reference alone.");
    }
}
