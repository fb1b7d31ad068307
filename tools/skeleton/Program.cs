using Workbook.Exercises;
using Workbook.SkeletonTool;

const string Usage = """
    usage: dotnet run --project tools/skeleton -- [what]
      (nothing)               write chapters/ from solutions/
      --force                 the same, even over exercises that somebody has started
      --check                 compare only; exit code 1 if chapters/ differs
      --list                  list the exercises
      verify-skeleton DIR     judge test reports of the skeleton: every exercise's tests fail, by its name
        (--earlier DIR          or by that of an exercise of an earlier chapter)
      verify-solved DIR       judge test reports with Solved=all: everything passes
    """;

try
{
    switch (args)
    {
        case []: return Commands.Write(Tree.Find(), force: false);
        case ["--force"]: return Commands.Write(Tree.Find(), force: true);
        case ["--check"]: return Commands.Check(Tree.Find());
        case ["--list"]: return Commands.List(Tree.Find());
        case ["verify-skeleton", var reports]:
            return Reports.Verify(Tree.Find(), reports, outcome => TestVerdict.OnSkeleton(outcome));
        case ["verify-skeleton", "--earlier", var reports]:
            return Reports.Verify(Tree.Find(), reports, outcome => TestVerdict.OnSkeleton(outcome, allowEarlier: true));
        case ["verify-solved", var reports]:
            return Reports.Verify(Tree.Find(), reports, TestVerdict.OnSolved);
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (IOException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
