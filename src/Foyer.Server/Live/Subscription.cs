namespace Foyer.Server.Live;

/// <summary>
/// One connection's subscription to one room. While the missed changes are read, it holds back the live ones; then it drops those
/// that the query already returned. Owned by the connection's shard.
/// </summary>
public sealed class Subscription(Connection connection, long chat) : IChainLink<Subscription>
{
    private List<Change>? held;
    private int holds;

    public Connection Connection { get; } = connection;

    public long Chat { get; } = chat;

    /// <summary>The index among the room's subscribers, so that leaving needs no search.</summary>
    internal int Place { get; set; }

    /// <summary>The connection in its next room.</summary>
    public Subscription? Next { get; set; }

    /// <summary>False for readers and in archived rooms; live-only frames, such as typing, are checked in memory.</summary>
    public bool MayWrite { get; set; }

    /// <summary>True once the others have been notified.</summary>
    internal bool Announced { get; set; }

    public bool Ended { get; internal set; }

    /// <summary>Begins to hold changes; the same number of calls of <see cref="Resume"/> ends it.</summary>
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

    /// <summary>
    /// Passes on the held changes that are newer than <paramref name="version"/>; from then on, delivery is live.
    /// </summary>
    /// <param name="replayed">
    /// Whether the changes up to that version were sent. If not, the results of this connection's own messages must still be sent.
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
