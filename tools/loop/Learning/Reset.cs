using System.Text;
using Workbook.Exercises;

namespace Workbook.Loop;

/// <summary>Puts exercises back to what was shipped, and never without a copy of what was there.</summary>
public sealed class Reset(Course course)
{
    /// <summary>The learner's file with one exercise as it was shipped.</summary>
    /// <remarks>
    /// If the regions cannot be told apart, or <paramref name="wholeFile"/> is wanted, the file begins anew, with the
    /// bodies of all other exercises that can still be found.
    /// </remarks>
    public static string TextOf(Assignment assignment, bool wholeFile)
    {
        ChapterFile file = assignment.File;
        string shipped = Skeleton.From(file.Reference!);
        if (!wholeFile && file.Trouble is null && assignment.Learner is { } region)
            return Mixer.Replace(file.Text!, region, BodyIn(shipped, assignment.Id));
        if (file.Text is null)
            return shipped;
        string text = shipped;
        var learner = SourceText.Parse(file.Text);
        foreach (Exercise found in learner.Exercises)
        {
            if ((wholeFile || found.Id != assignment.Id) && SourceText.Parse(text).Find(found.Id) is { } place)
                text = Mixer.Replace(text, place, string.Join('\n', learner.Body(found)));
        }
        return text;
    }

    /// <summary>Writes the file, after a copy of it.</summary>
    /// <returns>Where the copy is; null if there was nothing to copy.</returns>
    public string? Write(Assignment assignment, bool wholeFile, DateTime now)
    {
        string text = TextOf(assignment, wholeFile);
        string? copy = Backup(assignment, now);
        Directory.CreateDirectory(Path.GetDirectoryName(assignment.File.Path)!);
        File.WriteAllText(assignment.File.Path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return copy;
    }

    private string? Backup(Assignment assignment, DateTime now)
    {
        if (!File.Exists(assignment.File.Path))
            return null;
        string directory = Path.Combine(course.Root, "artifacts", "backups"), name = $"{now:yyyyMMdd-HHmmss}-{assignment.Chapter.Name}-{assignment.File.Name.Replace('/', '-')}";
        Directory.CreateDirectory(directory);
        for (int count = 0; ; count++)
        {
            string copy = Path.Combine(directory, count == 0 ? name : $"{name}.{count}");
            if (File.Exists(copy))
                continue;
            File.Copy(assignment.File.Path, copy);
            return copy;
        }
    }

    private static string BodyIn(string text, string id)
    {
        var source = SourceText.Parse(text);
        return string.Join('\n', source.Body(source.Find(id)!));
    }
}
