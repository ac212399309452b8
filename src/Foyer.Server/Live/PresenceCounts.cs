namespace Foyer.Server.Live;

/// <summary>The number of connections, and how many of them are hidden or idle.</summary>
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

/// <summary>The activity of the user at one connection. Clients that report nothing count as active.</summary>
public enum ClientActivity
{
    /// <summary>They look at it.</summary>
    Active,

    /// <summary>The page is out of sight, but they were at it a short while ago.</summary>
    Hidden,

    /// <summary>There was no activity for a long time.</summary>
    Idle,
}

/// <summary>A user's presence: online when any of their connections is not idle, away when all of them are.</summary>
public enum PresenceState
{
    Offline,
    Away,
    Here,
}
