namespace Workbook.Basics;

/// <summary>Something with a deadline: an entry of a <see cref="DeadlineQueue"/>, which keeps its place in the entry itself.</summary>
public abstract class Scheduled
{
    /// <summary>When <see cref="OnDue"/> is wanted; <see cref="Instant.Never"/> if not scheduled.</summary>
    public Instant Due { get; internal set; } = Instant.Never;

    /// <summary>Where the heap holds this entry, and under which time; a later <see cref="Due"/> is repaired lazily.</summary>
    internal int Index = -1;
    internal Instant Queued;

    /// <summary>Called once when the time has come; the entry is no longer scheduled then and may schedule itself again.</summary>
    protected internal abstract void OnDue(Instant now);
}

/// <summary>
/// The deadlines of many connections in one binary heap, so that neither a packet nor a tick costs a scan.
/// Every ACK moves a retransmission deadline later; that only writes a field here, and the heap is put right when
/// the old time comes round. <see cref="Next"/> may therefore be earlier than the earliest <see cref="Scheduled.Due"/>,
/// never later.
/// </summary>
public sealed class DeadlineQueue
{
    private readonly List<Scheduled> _heap = [];

    /// <summary>When <see cref="RunDue"/> wants to be called next.</summary>
    public Instant Next => _heap.Count == 0 ? Instant.Never : _heap[0].Queued;

    public int Count => _heap.Count;

    /// <summary>Sets or moves the deadline; <see cref="Instant.Never"/> cancels. O(1) when moved later, else O(log n).</summary>
    public void Schedule(Scheduled entry, Instant due)
    {
        entry.Due = due;
        if (entry.Index >= 0)
        {
            if (due < entry.Queued)
            {
                entry.Queued = due;
                SiftUp(entry.Index);
            }
        }
        else if (due != Instant.Never)
        {
            entry.Queued = due;
            entry.Index = _heap.Count;
            _heap.Add(entry);
            SiftUp(entry.Index);
        }
    }

    /// <summary>Forgets the deadline and takes the entry out at once, so that the queue holds no reference to it.</summary>
    public void Cancel(Scheduled entry)
    {
        entry.Due = Instant.Never;
        if (entry.Index >= 0)
            RemoveAt(entry.Index);
    }

    /// <summary>Calls every entry whose time has come, in order of time, those scheduled meanwhile included.</summary>
    public void RunDue(Instant now)
    {
        while (_heap.Count > 0 && _heap[0].Queued <= now)
        {
            Scheduled entry = _heap[0];
            if (entry.Due <= now)
            {
                Cancel(entry);
                entry.OnDue(now);
            }
            else if (entry.Due == Instant.Never)
                RemoveAt(0);
            else
            {
                entry.Queued = entry.Due;
                SiftDown(0);
            }
        }
    }

    private void RemoveAt(int index)
    {
        _heap[index].Index = -1;
        Scheduled last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        if (index == _heap.Count)
            return;
        Place(last, index);
        SiftDown(index);
        SiftUp(last.Index);
    }

    private void SiftUp(int index)
    {
        Scheduled entry = _heap[index];
        while (index > 0 && entry.Queued < _heap[(index - 1) / 2].Queued)
        {
            Place(_heap[(index - 1) / 2], index);
            index = (index - 1) / 2;
        }
        Place(entry, index);
    }

    private void SiftDown(int index)
    {
        Scheduled entry = _heap[index];
        for (int child; (child = 2 * index + 1) < _heap.Count; index = child)
        {
            if (child + 1 < _heap.Count && _heap[child + 1].Queued < _heap[child].Queued)
                child++;
            if (entry.Queued <= _heap[child].Queued)
                break;
            Place(_heap[child], index);
        }
        Place(entry, index);
    }

    private void Place(Scheduled entry, int index)
    {
        _heap[index] = entry;
        entry.Index = index;
    }
}
