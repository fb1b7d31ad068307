namespace Workbook.Playground;

/// <summary>Times, as one says them: <c>20.Milliseconds()</c>, <c>1.5.Seconds()</c>.</summary>
public static class Units
{
    public static TimeSpan Milliseconds(this int count) => TimeSpan.FromMilliseconds(count);
    public static TimeSpan Milliseconds(this double count) => TimeSpan.FromMilliseconds(count);
    public static TimeSpan Seconds(this int count) => TimeSpan.FromSeconds(count);
    public static TimeSpan Seconds(this double count) => TimeSpan.FromSeconds(count);
    public static TimeSpan Minutes(this int count) => TimeSpan.FromMinutes(count);
}
