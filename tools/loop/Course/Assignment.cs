using Workbook.Exercises;

namespace Workbook.Loop;

/// <summary>How far an exercise is, as its file shows.</summary>
public enum Progress
{
    /// <summary>The region holds what it was shipped with.</summary>
    NotStarted,

    /// <summary>The region holds something else; tests say whether it is right.</summary>
    Started,

    /// <summary>The region, or its file, is gone or cannot be told apart.</summary>
    Broken,
}

/// <summary>An exercise and what the learner has made of it.</summary>
/// <param name="Reference">The exercise as the reference has it.</param>
/// <param name="Learner">The exercise as the learner's file has it; null if broken.</param>
public sealed record Assignment(Chapter Chapter, ChapterFile File, Exercise Reference, Exercise? Learner, Progress Progress)
{
    public string Id => Reference.Id;

    public string Title => Reference.Title;

    /// <summary>The number behind the dot.</summary>
    public int Number => int.Parse(Id.AsSpan(Id.IndexOf('.') + 1));

    /// <summary>Somebody has changed what was shipped.</summary>
    public bool IsBegun => Progress != Progress.NotStarted;

    /// <summary>The learner's file below the repository, as in <c>chapters/06-tcp-handshake/Handshake.cs</c>.</summary>
    public string Path => $"chapters/{Chapter.Name}/{File.Name}";

    /// <summary>Path and line where to write: <c>chapters/.../Handshake.cs:57</c>.</summary>
    public string Place => Learner is null ? Path : $"{Path}:{Learner.FirstLine + 1}";

    /// <summary>The reference's lines.</summary>
    public IEnumerable<string> ReferenceBody => SourceText.Parse(File.Reference!).Body(Reference);

    /// <summary>The learner's lines; none if broken.</summary>
    public IEnumerable<string> LearnerBody => Learner is null ? [] : SourceText.Parse(File.Text!).Body(Learner);

    /// <summary>What is broken and how to go on, in a sentence or two; null if nothing is.</summary>
    public string? Trouble => Progress != Progress.Broken || File.Trouble is not { } trouble ? null
        : $"{Path}{(trouble.Line is { } line ? $":{line}" : "")}: {trouble.Message}. {(File.Text is null ? $"./wb reset {trouble.Mend} brings it back, as it was shipped." : $"./wb reset {trouble.Mend} mends it, and keeps a copy of what you have.")}";

    public override string ToString() => $"exercise {Id}: {Title}";
}
