namespace Foyer.Server.Live;

/// <summary>How many connections there are, and how many of them nobody looks at or has touched for long.</summary>
internal struct PresenceCounts
{
    private int hidden;
    private int idle;

    public int Count { get; private set; }

    public readonly bool AnyActive => Count > hidden + idle;

    public readonly PresenceState State =>
        Count == 0 ? PresenceState.Offline
        : Count == idle ? PresenceState.Away
        : PresenceState.Here;

    public void Add(ClientActivity attention) => Move(attention, 1);

    public void Remove(ClientActivity attention) => Move(attention, -1);

    public void Change(ClientActivity before, ClientActivity now)
    {
        Remove(before);
        Add(now);
    }

    private void Move(ClientActivity attention, int by)
    {
        Count += by;
        if (attention == ClientActivity.Hidden)
            hidden += by;
        else if (attention == ClientActivity.Idle)
            idle += by;
    }
}

/// <summary>What a connection's client says of the person before it. Clients that say nothing count as looked at.</summary>
public enum ClientActivity
{
    /// <summary>They look at it.</summary>
    Active,

    /// <summary>The page is out of sight, but they were at it a short while ago.</summary>
    Hidden,

    /// <summary>Nobody has touched it for long.</summary>
    Idle,
}

/// <summary>How near a person is: here once any of their connections is not idle, away while all of them are.</summary>
public enum PresenceState
{
    Offline,
    Away,
    Here,
}
