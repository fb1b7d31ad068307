using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

/// <summary>A course of one chapter on disk, too small to be built, for what needs no compiler.</summary>
public sealed class MiniCourse : IDisposable
{
    public const string Solved = """
        namespace Mini;
        public static class Sums
        {
            public static int Add(int a, int b)
            {
                #region exercise 1.1: add two numbers
                return a + b;
                #endregion
            }
            public static int Double(int a)
            {
                #region exercise 1.2: double a number
                return 2 * a;
                #endregion
            }
        }

        """;

    public MiniCourse()
    {
        Root = Directory.CreateTempSubdirectory("workbook-loop-").FullName;
        Write("Workbook.sln", "");
        Write("chapters/01-sums/Mini.csproj", "<Project />");
        Write("chapters/01-sums/Given.cs", "// given");
        Write("solutions/01-sums/Sums.cs", Solved);
        Learner = Workbook.Exercises.Skeleton.From(Solved);
    }

    public string Root { get; }

    public string Path => System.IO.Path.Combine(Root, "chapters/01-sums/Sums.cs");

    public string Learner
    {
        get => File.ReadAllText(Path);
        set => Write("chapters/01-sums/Sums.cs", value);
    }

    public Course Read() => Course.Read(Root);

    public Assignment Read(string id) => Read().Find(id)!;

    public void Solve(string hole, string body) => Learner = Learner.Replace($"throw new NotImplementedException(\"exercise {hole}\");", body);

    public void Write(string path, string text)
    {
        string full = System.IO.Path.Combine(Root, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
