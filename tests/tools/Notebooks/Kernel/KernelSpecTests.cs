using System.Text.Json;
using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

public sealed class KernelSpecTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-spec-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_says_how_to_start_the_kernel()
    {
        string path = KernelSpec.Install(_folder, ["dotnet", "exec", "wb.dll"]);
        path.ShouldBe(Path.Combine(_folder, "kernels", ".net-csharp", "kernel.json"));
        JsonElement spec = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        spec.GetProperty("argv").EnumerateArray().Select(word => word.GetString()).ShouldBe(["dotnet", "exec", "wb.dll", "{connection_file}"]);
        spec.GetProperty("display_name").GetString().ShouldBe(".NET (C#)");
        spec.GetProperty("language").GetString().ShouldBe("C#");
        spec.GetProperty("interrupt_mode").GetString().ShouldBe("message");
        Directory.GetFiles(Path.GetDirectoryName(path)!).Length.ShouldBe(1);
    }

    [Fact]
    public void What_it_has_written_it_may_write_again()
    {
        KernelSpec.Install(_folder, ["old"]);
        File.ReadAllText(KernelSpec.Install(_folder, ["new"])).ShouldContain("\"new\"");
    }

    [Theory]
    [InlineData("""{ "argv": ["dotnet", "interactive", "jupyter"], "display_name": ".NET (C#)", "language": "C#" }""")]
    [InlineData("not even JSON")]
    [InlineData("")]
    public void Somebody_elses_is_left_alone(string theirs)
    {
        string path = Path.Combine(_folder, "kernels", ".net-csharp", "kernel.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, theirs);
        Should.Throw<IOException>(() => KernelSpec.Install(_folder, ["new"])).Message.ShouldContain("left as it is");
        File.ReadAllText(path).ShouldBe(theirs);
    }
}
