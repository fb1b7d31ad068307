namespace Workbook.Basics.Tests;

public class WarmupTests
{
    [Fact, Exercise("0.1")]
    public void IPv4_is_announced_by_0x0800() => Warmup.EtherTypeOfIPv4().ShouldBe((ushort)0x0800);
}
