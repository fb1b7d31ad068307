using Workbook.Exercises;

namespace Workbook.SkeletonTool;

internal static class Commands
{
    /// <summary>Writes the skeletons into chapters/.</summary>
    public static int Write(Tree tree, bool force)
    {
        var (solutions, chapters) = (Tree.Read(tree.Solutions), Tree.Read(tree.Chapters));
        var made = SkeletonMaker.Make(solutions, chapters);
        if (made.Problems.Count > 0)
            return Complain(made.Problems);
        var risk = force ? [] : SkeletonMaker.WorkAtRisk(solutions, chapters).ToList();
        if (risk.Count > 0)
            return Complain([.. risk, "nothing written; --force overwrites the work above"]);
        int written = made.Skeletons.Count(file => Tree.Write(Path.Combine(tree.Chapters, file.Key), file.Value));
        Console.WriteLine($"{made.Skeletons.Count} skeletons, {written} written");
        return 0;
    }

    /// <summary>Compares chapters/ with what the skeleton maker would write.</summary>
    public static int Check(Tree tree)
    {
        var chapters = Tree.Read(tree.Chapters);
        var made = SkeletonMaker.Make(Tree.Read(tree.Solutions), chapters);
        if (made.Problems.Count > 0)
            return Complain(made.Problems);
        var different = made.Skeletons
            .Where(file => !chapters.TryGetValue(file.Key, out string? text) || text != file.Value)
            .Select(file => $"chapters/{file.Key}: differs from the skeleton of solutions/{file.Key}")
            .Order(StringComparer.Ordinal).ToList();
        if (different.Count > 0)
            return Complain([.. different, "dotnet run --project tools/skeleton writes them"]);
        Console.WriteLine($"{made.Skeletons.Count} skeletons, all as they should be");
        return 0;
    }

    /// <summary>Lists the exercises of solutions/ with the size of their references.</summary>
    public static int List(Tree tree)
    {
        var solutions = Tree.Read(tree.Solutions);
        var exercises = solutions
            .SelectMany(file => SourceText.Parse(file.Value).Exercises.Select(exercise => (file.Key, exercise)))
            .OrderBy(entry => entry.exercise.Chapter)
            .ThenBy(entry => int.Parse(entry.exercise.Id.Split('.')[1]))
            .ToList();
        foreach (var (path, exercise) in exercises)
            Console.WriteLine($"{exercise.Id,-6} {exercise.BodyLines,3} lines  {path}:{exercise.FirstLine}  {exercise.Title}");
        Console.WriteLine($"{exercises.Count} exercises");
        return 0;
    }

    private static int Complain(IEnumerable<string> messages)
    {
        foreach (string message in messages)
            Console.Error.WriteLine(message);
        return 1;
    }
}
