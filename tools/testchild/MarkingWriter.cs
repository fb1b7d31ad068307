namespace Workbook.TestChild;

/// <summary>Writes lines with the mark in front, each at once: the process may end at any moment.</summary>
internal sealed class MarkingWriter(Stream stream) : StreamWriter(stream)
{
    public override void WriteLine(string? value)
    {
        lock (this)
        {
            base.WriteLine(TestOrder.Mark + value);
            Flush();
        }
    }
}
