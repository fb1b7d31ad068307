namespace Workbook.Loop;

/// <summary>Everything that the learner's loop needs, put together for the course as it stands now.</summary>
public sealed class Workbench : IDisposable
{
    private readonly ChapterCompiler _compiler;
    private readonly TestRunner _runner;

    public Workbench(string root, TestLimits? limits = null)
    {
        _compiler = new ChapterCompiler(root);
        _runner = new TestRunner(root, limits ?? TestLimits.Default);
        Catalogue = Loop.Catalogue.Read(root);
        Root = root;
        Refresh();
        _ = Task.Run(() => CacheSweep.Run(root));
    }

    public string Root { get; }

    public Course Course { get; private set; } = null!;

    public IReadOnlyDictionary<string, CatalogueEntry> Catalogue { get; }

    public Foundation Foundation { get; private set; } = null!;

    public VerdictCache Verdicts { get; private set; } = null!;

    public Judge Judge { get; private set; } = null!;

    public TestRunner Runner => _runner;

    public ChapterCompiler Compiler => _compiler;

    /// <summary>Reads the files again. What is warm stays warm.</summary>
    /// <param name="testsToo">Not only those of the chapters.</param>
    public void Refresh(bool testsToo = true)
    {
        Course = Course.Read(Root);
        if (testsToo)
            Foundation = new Foundation(Course);
        Verdicts = new VerdictCache(Course, Foundation);
        Judge = new Judge(Course, Foundation, _compiler, _runner, Verdicts);
    }

    /// <summary>Where one goes on, among what nobody has seen solved; null at the end of the book.</summary>
    public Assignment? Next() => Course.Next(
        assignment => Verdicts.IsSolved(assignment) == true,
        assignment => Catalogue.GetValueOrDefault(assignment.Id)?.Prerequisites ?? []);

    /// <summary>Gets ready to judge an exercise quickly: compiler and test process warm, as far as they are not.</summary>
    public void WarmUp(Assignment assignment)
    {
        Runner.Prepare(assignment.Chapter, new TestFilter([assignment.Id]));
        Judge.Compile(assignment.Chapter, other => other.Id == assignment.Id);
    }

    public void Dispose() => _runner.Dispose();
}
