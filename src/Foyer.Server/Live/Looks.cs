namespace Foyer.Server.Live;

/// <summary>How many connections there are, and how many of them nobody looks at or has touched for long.</summary>
internal struct Looks
{
    private int hidden;
    private int idle;

    public int Count { get; private set; }

    public readonly bool AnyActive => Count > hidden + idle;

    public readonly Nearness Nearness =>
        Count == 0 ? Nearness.Offline
        : Count == idle ? Nearness.Away
        : Nearness.Here;

    public void Add(Attention attention) => Move(attention, 1);

    public void Remove(Attention attention) => Move(attention, -1);

    public void Change(Attention before, Attention now)
    {
        Remove(before);
        Add(now);
    }

    private void Move(Attention attention, int by)
    {
        Count += by;
        if (attention == Attention.Hidden)
            hidden += by;
        else if (attention == Attention.Idle)
            idle += by;
    }
}
