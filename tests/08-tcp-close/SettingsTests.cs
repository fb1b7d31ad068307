using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Tcp.Close.Tests;

/// <summary>What an application may set about a connection, as it leaves in the header below.</summary>
[Exercise(ExerciseAttribute.Any)]
public class SettingsTests
{
    private static IPv4Header FirstHeader(TcpSettings settings)
    {
        var target = new TcpTarget(settings);
        target.Act("connect", Instant.Zero);
        target.TryTakeSent(out byte[]? syn).ShouldBeTrue();
        IPv4Header.TryParse(syn, out IPv4Header header, out _, out _).ShouldBeTrue();
        return header;
    }

    [Fact, Requirement("RFC9293", "MUST-49")]
    public void The_time_to_live_is_the_applications_to_set()
    {
        FirstHeader(TcpSettings.Default with { TimeToLive = 7 }).TimeToLive.ShouldBe((byte)7);
        FirstHeader(TcpSettings.Default).TimeToLive.ShouldBe((byte)64);
    }

    [Fact, Requirement("RFC9293", "MUST-48")]
    public void The_type_of_service_is_the_applications_to_set()
    {
        FirstHeader(TcpSettings.Default with { TypeOfService = 0xB8 }).TypeOfService.ShouldBe((byte)0xB8);
        FirstHeader(TcpSettings.Default).TypeOfService.ShouldBe((byte)0);
    }

    [Fact, Requirement("RFC1191", "3")]
    public void A_segment_asks_not_to_be_cut() => FirstHeader(TcpSettings.Default).DontFragment.ShouldBeTrue();
}
