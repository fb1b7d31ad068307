using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb mix</c>: whose code is in the stack.</summary>
internal sealed class MixCommand : LoopCommand
{
    public MixCommand()
        : base("mix", "Whose code is in the stack, layer by layer.") => SetAction(_ => Run());

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("mix", "the layers, from your program down to the wire")];

    private static int Run()
    {
        using Workbench bench = Open();
        MixPicture.Write(Screen.Out, bench);
        return 0;
    }
}
