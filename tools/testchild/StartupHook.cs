using Workbook.TestChild;

/// <summary>Runs in a test process in place of its <c>Main</c>. The runtime wants this name, and no namespace.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        // What the tests start themselves is none of ours.
        Environment.SetEnvironmentVariable("DOTNET_STARTUP_HOOKS", null);
        new Session().Run();
        Environment.Exit(0);
    }
}
