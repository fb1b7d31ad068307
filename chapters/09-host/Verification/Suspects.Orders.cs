namespace Workbook.Host.Verification;

/// <content>Comparisons of sequence numbers. The right ones differ only half a circle apart, where there is no order.</content>
public static partial class Suspects
{
    private const uint Half = 0x8000_0000;

    public static bool RightOrder(uint a, uint b) => unchecked((int)(a - b)) < 0;

    /// <summary>Right for four billion bytes.</summary>
    public static bool WrongOrder(uint a, uint b) => a < b;

    public static readonly IReadOnlyList<Suspect<ComesBefore>> RightOrders =
    [
        new("the sign of the difference", RightOrder),
        new("the way ahead, less than half the circle", static (a, b) => unchecked(b - a - 1) < Half - 1),
        new("the shorter way, half the circle counted in", static (a, b) => a != b && unchecked(b - a) <= Half),
    ];

    public static readonly IReadOnlyList<Suspect<ComesBefore>> OrdersThatCannotWrap =
    [
        new("a plain <, which is wrong wherever zero lies between", WrongOrder),
        new("a plain < of signed numbers, which is wrong wherever 2^31 lies between", static (a, b) => unchecked((int)a < (int)b)),
    ];

    public static readonly IReadOnlyList<Suspect<ComesBefore>> OrdersThatWrapCloseToZeroOnly =
    [
        new("it wraps between 4,294,967,295 and 0, and nowhere else", static (a, b) => WrapsWithin(1, a, b)),
        new("it wraps up to 300,000 on both sides of zero, and not for what lies further apart", static (a, b) => WrapsWithin(300_000, a, b)),
    ];

    public static readonly IReadOnlyList<Suspect<ComesBefore>> OrdersThatSayYesTooOften =
    [
        new("always yes", static (_, _) => true),
        new("yes for a number and itself: <= instead of <", static (a, b) => unchecked((int)(a - b)) <= 0),
        new("yes in both directions, for any two that differ", static (a, b) => a != b),
        new("yes for the number that follows, and for the one 1 ahead of it", static (a, b) => a != b && unchecked((int)(a - b)) <= 1),
    ];

    public static readonly IReadOnlyList<Suspect<ComesBefore>> OrdersThatSayNoTooOften =
    [
        new("always no", static (_, _) => false),
        new("no for the number that follows: it begins at a distance of 2", static (a, b) => unchecked((int)(a - b)) < -1),
        new("no beyond a distance of 65,535", static (a, b) => unchecked(b - a - 1) < 0xffff),
        new("no at a distance of 2^31 - 1, one too early", static (a, b) => unchecked(b - a - 1) < Half - 2),
    ];

    public static readonly IReadOnlyList<Suspect<ComesBefore>> OrdersThatAreReversed =
    [
        new("the wrong way round: it says what comes after", static (a, b) => unchecked((int)(b - a)) < 0),
    ];

    private static bool WrapsWithin(uint reach, uint a, uint b) => a < b != (Math.Min(a, b) < reach && Math.Max(a, b) > uint.MaxValue - reach);
}
