namespace Workbook.TestChild;

/// <summary>What a test process is asked to run, as one line of JSON on its standard input.</summary>
/// <param name="Tests">The test assembly's file.</param>
/// <param name="Arguments">For xunit's runner.</param>
/// <param name="Replaced">Files to load in place of those that lie beside the tests, by assembly name.</param>
/// <param name="Silent">Say nothing but that it is done: the run is there to warm up.</param>
public sealed record TestOrder(string Tests, string[] Arguments, Dictionary<string, string> Replaced, bool Silent)
{
    /// <summary>Begins each line of the report; whatever else is printed comes from the code under test.</summary>
    public const string Mark = "\u0001";

    /// <summary>The report's last line.</summary>
    public const string Done = Mark + "done";
}
