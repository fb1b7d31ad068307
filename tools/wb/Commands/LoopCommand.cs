using System.CommandLine;
using System.Text.RegularExpressions;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary>A command of the learner's loop: it knows the course, and what <c>6</c> and <c>6.2</c> mean.</summary>
internal abstract partial class LoopCommand(string name, string description) : ExampledCommand(name, description)
{
    protected static Argument<string?> What(string description) => new("WHAT")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
    };

    protected static Argument<string> Exercise() => new("EXERCISE") { Description = "Its number, such as 6.2." };

    protected static string FindRoot() => Course.FindRoot(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    protected static Workbench Open() => new(FindRoot());

    /// <summary>The exercise that somebody means.</summary>
    /// <exception cref="ArgumentException">There is none of that number.</exception>
    protected static Assignment Find(Workbench bench, string id) => bench.Course.Find(id.TrimStart('0') is ['.', ..] tail ? "0" + tail : id.TrimStart('0'))
        ?? throw new ArgumentException($"there is no exercise {id}. ./wb list shows them all.");

    /// <summary>The exercises that somebody means by <c>6.2</c>, <c>6</c>, <c>06-tcp-handshake</c>, or a file of that chapter.</summary>
    /// <exception cref="ArgumentException">There are none of that number.</exception>
    protected static IReadOnlyList<Assignment> FindAll(Workbench bench, string what)
    {
        if (NumberOfExercise().IsMatch(what))
            return [Find(bench, what)];
        return bench.Course.FindChapter(what)?.Assignments
            ?? throw new ArgumentException($"there is no chapter '{what}'. Say 6 or 6.2; ./wb list shows them all.");
    }

    /// <summary>Has a chapter's tests built if they are not; tells what went wrong.</summary>
    protected static Task<bool> PrepareAsync(Workbench bench, Chapter chapter, CancellationToken token) => Preparation.RunAsync(bench, chapter, token);

    [GeneratedRegex(@"^\d+\.\d+$")]
    private static partial Regex NumberOfExercise();
}
