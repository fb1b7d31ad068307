using System.Text;

namespace Workbook.Notebooks;

/// <summary>Stands in for one of the console's streams: what a cell writes goes to its session, anything else where it always went.</summary>
internal sealed class CellConsole(string name, TextWriter original) : TextWriter
{
    private static readonly Lock Gate = new();
    private static bool installed;

    public override Encoding Encoding => original.Encoding;

    /// <summary>Takes the console over, once for all sessions of the process.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (installed)
                return;
            Console.SetOut(new CellConsole("stdout", Console.Out));
            Console.SetError(new CellConsole("stderr", Console.Error));
            installed = true;
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value)
    {
        if (CellScope.Current is not { } scope)
            original.Write(value);
        else if (!string.IsNullOrEmpty(value))
            scope.Write(new StreamOutput(name, value));
    }

    // One piece, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => Write(value + "\n");

    public override void WriteLine() => Write("\n");

    public override void Flush()
    {
        if (CellScope.Current is null)
            original.Flush();
    }
}
