using System.CommandLine;
using System.CommandLine.Parsing;
using Workbook.Cli;
using Workbook.Cli.Bench;
using Workbook.Cli.Commands;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Link;

using var interruption = new Interruption();
if (args is not [PeerRoles.Command, ..])
    interruption.Watch();
var root = new RootCommand("The workbook's command: run your stack, and look at what it does.")
{
    new ListCommand(),
    new NextCommand(interruption),
    new CheckCommand(interruption),
    new WatchCommand(interruption),
    new HintCommand(interruption),
    new WhyCommand(interruption),
    new DiffCommand(interruption),
    new ResetCommand(),
    new MixCommand(),
    new EchoCommand(interruption),
    new LabCommand(interruption),
    new ServeCommand(interruption),
    new PingCommand(interruption),
    new GetCommand(interruption),
    new ConformanceCommand(interruption),
    new DecodeCommand(),
    new NotebookCommand(interruption),
    new DoctorCommand(),
    new VerifyCommand(interruption),
    new BenchCommand(),
    BenchCommand.ForPeers(),
};
ExampledCommand.AddToHelp(root);
root.SetAction((_, _) => Welcome.WriteAsync(root, interruption.Token));

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Screen.Complain(error.Message);
    Screen.Tell($"    ./wb {string.Concat(CommandPath(parsed).Select(name => name + " "))}--help tells what there is.");
    return 2;
}
try
{
    var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    int code = await parsed.InvokeAsync(configuration, interruption.Token);
    return interruption.ExitCode > 0 ? interruption.ExitCode : code;
}
catch (OperationCanceledException) when (interruption.ExitCode > 0)
{
    return interruption.ExitCode;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
{
    // TapException is one of them, and says what to run.
    Screen.Complain(e.Message);
    return 1;
}

static IEnumerable<string> CommandPath(ParseResult parsed)
{
    // Of commands in commands the outer one comes first.
    var names = new Stack<string>();
    for (CommandResult? at = parsed.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult)
        names.Push(at.Command.Name);
    return names;
}
