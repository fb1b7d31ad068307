using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Workbook.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
public abstract class ExampledCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines, without the leading <c>./wb</c>, and what they are for.</summary>
    public abstract IReadOnlyList<(string Line, string Purpose)> Examples { get; }

    /// <summary>What is better said in sentences than in a list of options; printed above the examples.</summary>
    public virtual string Remarks => "";

    /// <summary>Has a root command, and all below it, print examples in their help.</summary>
    public static void AddToHelp(RootCommand root)
    {
        foreach (HelpOption option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
    }

    private sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult result)
        {
            int code = standard.Invoke(result);
            if (result.CommandResult.Command is not ExampledCommand command)
                return code;
            TextWriter output = result.InvocationConfiguration.Output;
            if (command.Remarks != "")
                output.WriteLine(command.Remarks + Environment.NewLine);
            output.WriteLine("Examples:");
            int width = command.Examples.Max(example => example.Line.Length);
            foreach ((string line, string purpose) in command.Examples)
                output.WriteLine(width > 44 ? $"  ./wb {line}{Environment.NewLine}      {purpose}" : $"  ./wb {line.PadRight(width)}   {purpose}");
            return code;
        }
    }
}
