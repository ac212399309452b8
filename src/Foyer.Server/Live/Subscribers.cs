namespace Foyer.Server.Live;

/// <summary>Who of one shard is present in one room. Only the shard touches it.</summary>
internal sealed class Subscribers
{
    private Subscription[] members = new Subscription[4];

    public int Count { get; private set; }

    public ReadOnlySpan<Subscription> Members => members.AsSpan(0, Count);

    public void Add(Subscription subscription)
    {
        if (Count == members.Length)
            Array.Resize(ref members, Count * 2);
        subscription.Place = Count;
        members[Count++] = subscription;
    }

    public void Remove(Subscription subscription)
    {
        var last = members[--Count];
        members[subscription.Place] = last;
        last.Place = subscription.Place;
        members[Count] = null!;
    }
}
