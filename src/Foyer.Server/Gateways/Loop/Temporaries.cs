namespace Foyer.Server.Gateways.Loop;

/// <summary>All that is temporary in one loop. Looked through once a second while there is any: seconds are fine enough.</summary>
internal sealed class Temporaries
{
    private const int SweepMilliseconds = 1000;

    private readonly List<Temporary> items = [];
    private long sweepDue;

    public void Add(Temporary item)
    {
        item.Place = items.Count;
        items.Add(item);
    }

    public void Remove(Temporary item)
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
        where T : Temporary => items.Exists(item => item is T);

    /// <summary>The one of its kind that is due first, which is the one that came first.</summary>
    public T? First<T>()
        where T : Temporary => items.OfType<T>().MinBy(item => item.Due);

    /// <summary>How long the loop may wait; -1 is without end.</summary>
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

    private void Expire(Temporary item)
    {
        Remove(item);
        item.Expire();
    }
}
