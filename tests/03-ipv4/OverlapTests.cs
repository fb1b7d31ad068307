using Workbook.Basics;

namespace Workbook.IPv4.Tests;

public class OverlapTests
{
    private readonly Reassembly _datagram = new(new BufferPool());

    public OverlapTests() => _datagram.Begin();

    private FragmentVerdict Add(int offset, int length, bool more = true, byte? fill = null)
    {
        byte[] data = Wire.Bytes(1000)[offset..(offset + length)];
        if (fill is { } value) Array.Fill(data, value);
        byte[] fragment = Wire.Datagram(data, offset: offset, more: more);
        return _datagram.Add(Wire.Header(fragment), fragment);
    }

    [Fact, Exercise("3.7")]
    public void Fragments_side_by_side_are_new()
    {
        Add(8, 8).ShouldBe(FragmentVerdict.New);
        Add(0, 8).ShouldBe(FragmentVerdict.New);
        Add(16, 3, more: false).ShouldBe(FragmentVerdict.New);
        _datagram.IsComplete.ShouldBeTrue();
        _datagram.Length.ShouldBe(19);
    }

    [Fact, Exercise("3.7")]
    public void What_repeats_byte_for_byte_is_a_duplicate()
    {
        Add(0, 16);
        Add(0, 16).ShouldBe(FragmentVerdict.Duplicate);
        Add(8, 8).ShouldBe(FragmentVerdict.Duplicate);
    }

    [Fact, Exercise("3.7"), Requirement("RFC1122", "I-73")]
    public void What_covers_data_with_other_data_is_an_overlap()
    {
        Add(0, 16);
        Add(0, 16, fill: 0xEE).ShouldBe(FragmentVerdict.Overlap);
    }

    [Theory, Exercise("3.7"), Requirement("RFC1122", "I-73"), InlineData(8, 16), InlineData(24, 16), InlineData(8, 32), InlineData(0, 64)]
    public void What_covers_data_in_part_is_an_overlap_even_if_it_agrees(int offset, int length)
    {
        Add(16, 16);
        Add(offset, length).ShouldBe(FragmentVerdict.Overlap);
    }

    [Fact, Exercise("3.7")]
    public void A_second_end_is_an_overlap()
    {
        Add(16, 8, more: false);
        Add(8, 8, more: false).ShouldBe(FragmentVerdict.Overlap);
    }

    [Fact, Exercise("3.7")]
    public void An_end_before_data_that_is_there_is_an_overlap()
    {
        Add(32, 8);
        Add(16, 8, more: false).ShouldBe(FragmentVerdict.Overlap);
    }

    [Fact, Exercise("3.7")]
    public void Data_behind_the_end_is_an_overlap()
    {
        Add(16, 8, more: false);
        Add(24, 8).ShouldBe(FragmentVerdict.Overlap);
        Add(24, 8, fill: 0).ShouldBe(FragmentVerdict.Overlap);
        Add(976, 24).ShouldBe(FragmentVerdict.Overlap);
    }

    [Fact, Exercise("3.7")]
    public void The_last_fragment_again_is_a_duplicate()
    {
        Add(16, 8, more: false);
        Add(16, 8, more: false).ShouldBe(FragmentVerdict.Duplicate);
    }

    [Fact, Exercise("3.7")]
    public void Earlier_data_said_again_to_be_the_end_is_an_overlap()
    {
        Add(0, 16);
        Add(0, 16, more: false).ShouldBe(FragmentVerdict.Overlap);
    }
}
