namespace Workbook.Basics.Tests;

public class WarmupTests
{
    [Fact, Exercise("0.1")]
    public void IPv4_is_announced_by_0x0800()
    {
        // As it is written on the wire: a decimal number would not tell anybody what is wrong.
        string announced = $"0x{Warmup.EtherTypeOfIPv4():x4}";
        announced.ShouldBe("0x0800");
    }
}
