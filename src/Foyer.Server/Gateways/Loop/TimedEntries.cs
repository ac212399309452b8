namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// The temporary entries of one loop. Checked once a second while there are any, since seconds are precise enough.
/// </summary>
internal sealed class TimedEntries
{
    private const int SweepMilliseconds = 1000;

    private readonly List<TimedEntry> items = [];
    private long sweepDue;

    public void Add(TimedEntry item)
    {
        item.Place = items.Count;
        items.Add(item);
    }

    public void Remove(TimedEntry item)
    {
        if (item.Place < 0)
            return;
        var last = items[^1];
        items[item.Place] = last;
        last.Place = item.Place;
        items.RemoveAt(items.Count - 1);
        item.Place = -1;
    }

    public bool Any<T>()
        where T : TimedEntry => items.Exists(item => item is T);

    /// <summary>Returns the entry of a type that is due first, which is the oldest one.</summary>
    public T? First<T>()
        where T : TimedEntry => items.OfType<T>().MinBy(item => item.Due);

    /// <summary>Limits how long the loop may wait; -1 is without limit.</summary>
    public int Cap(int milliseconds, long now)
    {
        if (items.Count == 0)
            return milliseconds;
        var own = (int)Math.Clamp(sweepDue - now, 0, SweepMilliseconds);
        return milliseconds < 0 ? own : Math.Min(milliseconds, own);
    }

    public void Expire(long now)
    {
        if (now < sweepDue || items.Count == 0)
            return;
        sweepDue = now + SweepMilliseconds;
        for (var i = items.Count - 1; i >= 0; i--)
            if (i < items.Count && items[i].Due <= now)
                Expire(items[i]);
    }

    public void ExpireAll()
    {
        while (items.Count > 0)
            Expire(items[^1]);
    }

    private void Expire(TimedEntry item)
    {
        Remove(item);
        item.Expire();
    }
}

/// <summary>Something of the loop that ends by itself at a time, unless it has become something else before.</summary>
internal abstract class TimedEntry(long due)
{
    /// <summary>Milliseconds of the shard's clock.</summary>
    public long Due { get; protected set; } = due;

    public int Place { get; set; } = -1;

    public abstract void Expire();
}
