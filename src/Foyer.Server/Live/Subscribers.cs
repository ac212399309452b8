namespace Foyer.Server.Live;

/// <summary>The connections of one shard that are subscribed to one room. Accessed only on the shard.</summary>
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
