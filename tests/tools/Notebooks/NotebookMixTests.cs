using Workbook.Cli.Learning;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class NotebookMixTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("workbook-notebook-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void What_differs_is_replaced_what_does_not_keeps_its_age_and_what_is_strange_goes()
    {
        string mix = Path.Combine(_directory, "mix"), same = Source("same", "1"), other = Source("other", "2");
        NotebookMix.Fill(mix, new Dictionary<string, string> { ["a.dll"] = same, ["b.dll"] = same, ["c.dll"] = same });
        foreach (string file in Directory.GetFiles(mix))
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        NotebookMix.Fill(mix, new Dictionary<string, string> { ["a.dll"] = same, ["b.dll"] = other });
        Directory.GetFiles(mix).Select(Path.GetFileName).ShouldBe(["a.dll", "b.dll"], ignoreOrder: true);
        File.GetLastWriteTimeUtc(Path.Combine(mix, "a.dll")).ShouldBe(DateTime.UnixEpoch);
        File.ReadAllText(Path.Combine(mix, "b.dll")).ShouldBe("2");
    }

    [Theory]
    [InlineData("7", "07-tcp-transfer")]
    [InlineData("07", "07-tcp-transfer")]
    [InlineData("07-tcp-transfer", "07-tcp-transfer")]
    [InlineData("00-b", "00-basics")]
    public void A_notebook_is_found_by_what_people_call_it(string what, string name)
    {
        foreach (string notebook in (string[])["00-basics", "07-tcp-transfer"])
            Source(Path.Combine("notebooks", notebook + ".ipynb"), "");
        Path.GetFileNameWithoutExtension(NotebookFiles.Find(_directory, what)).ShouldBe(name);
    }

    [Fact]
    public void One_that_is_not_there_is_answered_with_those_that_are()
    {
        Source("notebooks/00-basics.ipynb", "");
        Should.Throw<ArgumentException>(() => NotebookFiles.Find(_directory, "8")).Message.ShouldBe("there is no notebook '8'. There are: 00-basics.");
        Should.Throw<ArgumentException>(() => NotebookFiles.Find(_directory, "x.ipynb")).Message.ShouldBe("there is no file x.ipynb.");
    }

    private string Source(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
