namespace Foyer.Server.Live;

/// <summary>
/// One connection's presence in one room. While the missed changes are being read it holds the live ones back; then it
/// drops those that the reading already had. Owned by the connection's shard.
/// </summary>
public sealed class Attendance(Connection connection, long chat)
{
    private List<Change>? held;

    public Connection Connection { get; } = connection;

    public long Chat { get; } = chat;

    /// <summary>Place in the room's audience, so that leaving needs no search.</summary>
    internal int Place { get; set; }

    /// <summary>True once others have been told.</summary>
    internal bool Announced { get; set; }

    internal bool Ended { get; set; }

    /// <summary>Begins to hold; a second call while holding keeps what is held.</summary>
    internal void Hold() => held ??= [];

    internal void Take(Change change)
    {
        if (held is null)
            Connection.Deliver(change);
        else if (!Connection.TryHold(change))
            held.Clear();
        else
            held.Add(change);
    }

    /// <summary>Passes on what was held and is newer than <paramref name="version"/>, then lives on live.</summary>
    internal void Resume(long version)
    {
        var waiting = held;
        held = null;
        foreach (var change in waiting ?? [])
        {
            Connection.Unhold(change);
            if (change.Version > version)
                Connection.Deliver(change);
        }
    }
}
