using System.CommandLine;
using Workbook.Cli.Commands;

return new RootCommand("The workbook: check your exercises, run your stack.") { new BenchCommand(), BenchCommand.ForPeers() }.Parse(args).Invoke();
