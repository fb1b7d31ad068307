using System.Diagnostics;

namespace Workbook.Loop;

/// <summary>Has MSBuild build a project or the solution, in a process of its own.</summary>
public static class MsBuild
{
    /// <param name="root">The workbook's directory.</param>
    /// <param name="arguments">What comes after <c>dotnet build</c>.</param>
    /// <param name="token">Ends the build, and all that it has started.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string root, IEnumerable<string> arguments, CancellationToken token)
    {
        var start = new ProcessStartInfo("dotnet", ["build", .. arguments, "-nologo", "-v", "quiet"])
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = "1";
        using Process build = Process.Start(start)!;
        using CancellationTokenRegistration ending = token.Register(() => build.Kill(entireProcessTree: true));
        build.StandardInput.Close();
        Task<string> errors = build.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await build.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await build.WaitForExitAsync(CancellationToken.None);
        token.ThrowIfCancellationRequested();
        return (build.ExitCode, output, await errors);
    }
}
