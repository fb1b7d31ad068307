namespace Workbook.Tcp.Tests;

public class SackReportTests
{
    private readonly SackReport _sack = new();

    private SackBlock[] Blocks(int next = 0, int room = 4)
    {
        SackBlocks blocks = _sack.Blocks(Arriving.At(next), room);
        return [.. Enumerable.Range(0, blocks.Count).Select(i => blocks[i])];
    }

    [Fact, Exercise("7.9"), Requirement("RFC2018", "4")]
    public void The_most_recent_block_comes_first()
    {
        _sack.Arrived(Arriving.Block(10, 20));
        _sack.Arrived(Arriving.Block(50, 60));
        _sack.Arrived(Arriving.Block(30, 40));
        Blocks().ShouldBe([Arriving.Block(30, 40), Arriving.Block(50, 60), Arriving.Block(10, 20)]);
    }

    [Fact, Exercise("7.9"), Requirement("RFC2018", "4")]
    public void A_block_that_grows_moves_to_the_front_and_is_told_once()
    {
        _sack.Arrived(Arriving.Block(10, 20));
        _sack.Arrived(Arriving.Block(50, 60));
        _sack.Arrived(Arriving.Block(10, 30));
        Blocks().ShouldBe([Arriving.Block(10, 30), Arriving.Block(50, 60)]);
    }

    [Fact, Exercise("7.9"), Requirement("RFC2018", "4")]
    public void A_block_that_joins_others_replaces_them()
    {
        _sack.Arrived(Arriving.Block(10, 20));
        _sack.Arrived(Arriving.Block(70, 80));
        _sack.Arrived(Arriving.Block(30, 40));
        _sack.Arrived(Arriving.Block(10, 40));
        Blocks().ShouldBe([Arriving.Block(10, 40), Arriving.Block(70, 80)]);
    }

    [Fact, Exercise("7.9")]
    public void Only_the_last_four_blocks_are_told_and_three_beside_timestamps()
    {
        for (int i = 1; i <= 6; i++) _sack.Arrived(Arriving.Block(10 * i, 10 * i + 5));
        Blocks().ShouldBe([
            Arriving.Block(60, 65), Arriving.Block(50, 55), Arriving.Block(40, 45), Arriving.Block(30, 35)]);
        Blocks(room: 3).ShouldBe([Arriving.Block(60, 65), Arriving.Block(50, 55), Arriving.Block(40, 45)]);
    }

    [Fact, Exercise("7.9")]
    public void Keeping_the_list_allocates_nothing()
    {
        Allocation.During(() =>
        {
            for (int i = 1; i <= 1000; i++) _sack.Arrived(Arriving.Block(10 * i, 10 * i + 5));
        }).ShouldBe(0);
    }

    [Fact, Exercise("7.9")]
    public void What_has_been_acknowledged_is_not_told_any_more()
    {
        _sack.Arrived(Arriving.Block(10, 20));
        _sack.Arrived(Arriving.Block(30, 40));
        Blocks(next: 20).ShouldBe([Arriving.Block(30, 40)]);
        Blocks(next: 40).ShouldBeEmpty();
    }

    [Fact, Exercise("7.9"), Requirement("RFC2883", "4")]
    public void A_duplicate_comes_before_all_blocks_and_is_told_once()
    {
        _sack.Arrived(Arriving.Block(50, 60));
        _sack.Duplicate(Arriving.Block(10, 20));
        Blocks(next: 20).ShouldBe([Arriving.Block(10, 20), Arriving.Block(50, 60)]);
        _sack.Sent(gaps: true);
        Blocks(next: 20).ShouldBe([Arriving.Block(50, 60)]);
    }

    [Fact, Exercise("7.9"), Requirement("RFC2883", "4")]
    public void A_duplicate_takes_the_place_of_the_oldest_block()
    {
        for (int i = 1; i <= 4; i++) _sack.Arrived(Arriving.Block(10 * i, 10 * i + 5));
        _sack.Duplicate(Arriving.Block(-10, 0));
        Blocks(room: 3).ShouldBe([Arriving.Block(-10, 0), Arriving.Block(40, 45), Arriving.Block(30, 35)]);
    }
}
