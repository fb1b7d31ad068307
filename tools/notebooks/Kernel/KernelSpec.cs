using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Notebooks.Kernel;

/// <summary>What tells Jupyter how to start the kernel: <c>kernels/.net-csharp/kernel.json</c> in a folder of JUPYTER_PATH.</summary>
public static class KernelSpec
{
    /// <summary>What Polyglot Notebooks called its C#, so that a notebook opens in either.</summary>
    public const string Name = ".net-csharp";

    /// <param name="jupyterPath">The folder to name in JUPYTER_PATH.</param>
    /// <param name="command">The words that start the kernel, without the connection file.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="IOException">There is a kernel.json of somebody else's.</exception>
    public static string Install(string jupyterPath, IReadOnlyList<string> command)
    {
        string path = Path.Combine(jupyterPath, "kernels", Name, "kernel.json");
        if (File.Exists(path) && !IsOurs(path))
            throw new IOException($"{path} was not written by this command, and is left as it is.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new KernelSpecFile(
            [.. command, "{connection_file}"], ".NET (C#)", "C#", "message",
            new Dictionary<string, string> { ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" },
            new KernelSpecMetadata(Workbook: true));
        // Beside it first: Jupyter may look at any moment.
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(file, KernelSpecJson.Default.KernelSpecFile) + "\n");
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    private static bool IsOurs(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), KernelSpecJson.Default.KernelSpecFile) is { Metadata.Workbook: true };
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <param name="InterruptMode">By a message, not by a signal, which Windows has not.</param>
internal sealed record KernelSpecFile(
    IReadOnlyList<string> Argv, string DisplayName, string Language, string InterruptMode, IReadOnlyDictionary<string, string> Env,
    KernelSpecMetadata Metadata);

/// <param name="Workbook">Written by this command, which may write it again.</param>
internal sealed record KernelSpecMetadata(bool Workbook);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(KernelSpecFile))]
internal sealed partial class KernelSpecJson : JsonSerializerContext;
