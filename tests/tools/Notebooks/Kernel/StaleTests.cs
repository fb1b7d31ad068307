namespace Workbook.Tools.Tests.Notebooks.Kernel;

/// <summary>A chapter that is built anew while a kernel runs: what is loaded stays loaded, and the kernel says so.</summary>
public sealed class StaleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-stale-").FullName;

    private string Chapter => Path.Combine(_folder, "Workbook.Pictures.dll");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_is_said_once_for_each_build()
    {
        File.Copy(typeof(Workbook.Pictures.Picture).Assembly.Location, Chapter);
        using KernelAtWork kernel = KernelAtWork.Start(_folder);
        kernel.Client.Run("#r \"Workbook.Pictures.dll\"\nConsole.Write(typeof(Workbook.Pictures.Picture).Name);").Out.ShouldBe("Picture");
        kernel.Client.Run("1").Err.ShouldBe("", "nothing was built");

        Build();
        kernel.Client.Run("1").Err.ShouldBe("Workbook.Pictures was built anew: restart the kernel to see it\n");
        kernel.Client.Run("1").Err.ShouldBe("", "it was said");

        Build();
        FinishedCell again = kernel.Client.Run("Console.Write(typeof(Workbook.Pictures.Picture).Name);");
        again.Err.ShouldContain("restart the kernel");
        again.Out.ShouldBe("Picture", "the old one still does its work");
    }

    /// <summary>Other contents, and a later time.</summary>
    private void Build()
    {
        DateTime before = File.GetLastWriteTimeUtc(Chapter);
        byte[] other = [.. File.ReadAllBytes(Chapter), 0];
        File.WriteAllBytes(Chapter + ".new", other);
        File.SetLastWriteTimeUtc(Chapter + ".new", before.AddSeconds(5));
        File.Move(Chapter + ".new", Chapter, overwrite: true);
    }
}
