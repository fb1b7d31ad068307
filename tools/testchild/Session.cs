using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Xunit.Runner.InProc.SystemConsole;

namespace Workbook.TestChild;

/// <summary>Runs one order after the other, until standard input ends; then it ends too, whatever it is doing.</summary>
/// <remarks>
/// Started ahead of time, a process runs the tests with the reference first, in silence. Then the runtime and the test
/// framework are loaded and compiled when a file is saved, and only what has changed is new.
/// </remarks>
internal sealed class Session
{
    private readonly BlockingCollection<TestOrder> _orders = [];

    public void Run()
    {
        TextWriter console = Console.Out;
        using var report = new MarkingWriter(Console.OpenStandardOutput());
        new Thread(Read) { IsBackground = true }.Start();
        foreach (TestOrder order in _orders.GetConsumingEnumerable())
        {
            Console.SetOut(order.Silent ? TextWriter.Null : console);
            Run(order, order.Silent ? TextWriter.Null : report);
            Console.SetOut(console);
            report.WriteLine("done");
        }
    }

    private static void Run(TestOrder order, TextWriter report)
    {
        var context = new ChapterContext(order);
        using IDisposable reflection = context.EnterContextualReflection();
        new ConsoleRunner(order.Arguments, context.LoadFromAssemblyPath(order.Tests)).EntryPoint(TextReader.Null, report).GetAwaiter().GetResult();
        context.Unload();
    }

    private void Read()
    {
        while (Console.In.ReadLine() is { } line)
            _orders.Add(JsonSerializer.Deserialize<TestOrder>(line)!);
        Process.GetCurrentProcess().Kill();
    }
}
