namespace Foyer.Server.Live;

/// <summary>
/// One connection's presence in one room. While the missed changes are being read it holds the live ones back; then it
/// drops those that the reading already had. Owned by the connection's shard.
/// </summary>
public sealed class Subscription(Connection connection, long chat) : IChainLink<Subscription>
{
    private List<Change>? held;
    private int holds;

    public Connection Connection { get; } = connection;

    public long Chat { get; } = chat;

    /// <summary>Place in the room's audience, so that leaving needs no search.</summary>
    internal int Place { get; set; }

    /// <summary>The connection in its next room.</summary>
    public Subscription? Next { get; set; }

    /// <summary>False for readers and in archived rooms: what is live only, such as typing, is checked by memory.</summary>
    public bool MayWrite { get; set; }

    /// <summary>True once others have been told.</summary>
    internal bool Announced { get; set; }

    public bool Ended { get; internal set; }

    /// <summary>Begins to hold; as many calls of <see cref="Resume"/> end it.</summary>
    internal void Pause()
    {
        holds++;
        held ??= [];
    }

    internal void Receive(Change change)
    {
        if (held is null)
            Connection.Deliver(change);
        else if (!Connection.TryHold(change))
            held.Clear();
        else
            held.Add(change);
    }

    /// <summary>Passes on what was held and is newer than <paramref name="version"/>, then lives on live.</summary>
    /// <param name="replayed">
    /// Whether the changes up to there were sent. If not, the answers to what this connection itself sent are still owed.
    /// </param>
    public void Resume(long version, bool replayed)
    {
        if (--holds > 0)
            return;
        var waiting = held;
        held = null;
        foreach (var change in waiting ?? [])
        {
            Connection.Unhold(change);
            if (change.Version > version)
                Connection.Deliver(change);
            else if (!replayed && change.Origin == Connection)
                Connection.Send(change.Own);
        }
    }
}
