namespace Workbook.Harness;

/// <summary>
/// Tests one end of TCP with a script in packetdrill's notation, in virtual time and with every octet on the wire
/// checked by code that the stack under test has no part in.
/// <code>
/// ! listen
/// &lt; S  0:0(0)          win 1000 &lt;mss 1460, sackOK&gt;
/// &gt; S. 0:0(0) ack 1    &lt;mss 1460, ...&gt;
/// &lt; .  1:1(0) ack 1    win 1000
/// = Established
/// +0.2 &gt; F. 1:1(0) ack 1            # exactly 0.2 s later, and nothing before
/// </code>
/// <list type="table">
/// <item><term><c>&lt;</c></term><description>a segment arrives</description></item>
/// <item><term><c>&gt;</c></term><description>a segment must have left by now; all that leaves must be named, in order</description></item>
/// <item><term><c>!</c></term><description>the application acts; the text goes to the target</description></item>
/// <item><term><c>=</c></term><description>the state (<c>= Established</c>) or a value (<c>= cwnd 14600</c>)</description></item>
/// <item><term><c>+0.1</c></term><description>time passes, in seconds; alone, or before any of the above</description></item>
/// <item><term><c>+0.1~0.3 &gt;</c>, <c>* &gt;</c></term><description>it leaves some time from 0.1 to 0.3 s later; within a second</description></item>
/// <item><term><c>#</c></term><description>a comment; a line <c>#rfc RFC 9293 section 3.4</c> names the rule for the lines below it</description></item>
/// </list>
/// A segment: flags <c>S F R P U E C .</c>, then <c>seq:end(length)</c> (SYN and FIN may be counted in end or not), then
/// <c>ack N</c>, <c>win N</c> (the field, not scaled), <c>urg N</c>, <c>port N</c> (the peer's), <c>badsum</c>,
/// <c>ipoptions HEX</c> and <c>&lt;options&gt;</c>. Numbers count from each side's SYN; see <see cref="ScriptOptions"/>. In an
/// expectation what is not stated is not compared; <c>*</c> is any value, <c>...</c> any further options, and <c>new</c> in
/// place of a sequence number that of a second connection's SYN. Payload is <see cref="Pattern"/>, and always compared.
/// </summary>
public static class TcpScript
{
    /// <summary>How long <c>* &gt;</c> waits, and how long after a failure it is seen whether anything comes late.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <exception cref="ScriptFailedException">The target does something else than the script says, or throws.</exception>
    /// <exception cref="FormatException">A line of the script cannot be read.</exception>
    public static void Run(string script, IScriptTarget target, ScriptOptions? options = null) =>
        new ScriptRun(ScriptParser.Parse(script), target, options ?? ScriptOptions.Default).Run();
}
