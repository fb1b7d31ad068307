using System.CommandLine;

return new RootCommand("The workbook: check your exercises, run your stack.").Parse(args).Invoke();
