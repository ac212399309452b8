using Foyer.Protocol;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Storage;

namespace Foyer.Server.Live;

/// <summary>
/// Live delivery: passes stored changes to every connection that is subscribed to the room. It knows rooms and versions only as
/// numbers; the database remains authoritative.
/// </summary>
public sealed partial class Hub : IAsyncDisposable
{
    private readonly Shard[] shards;
    private readonly TimeProvider time;
    private readonly ILogger<Hub> log;
    private int next;

    /// <param name="make">Creates one shard; a transport with its own event loop provides its own kind.</param>
    public Hub(TimeProvider time, ILogger<Hub> log, int count, Func<Hub, int, Shard> make)
    {
        this.log = log;
        this.time = time;
        Presence = new Presence(this, time);
        shards = new Shard[count];
        for (var i = 0; i < count; i++)
            shards[i] = make(this, i);
        foreach (var shard in shards)
            shard.Start();
    }

    public Presence Presence { get; }

    public IReadOnlyList<Shard> Shards => shards;

    /// <summary>Raised for all published changes, on the publisher's thread; handlers must be quick.</summary>
    public event Action<IReadOnlyList<Change>>? Published;

    /// <summary>The shard for the next new connection.</summary>
    public Shard NextShard() => shards[(uint)Interlocked.Increment(ref next) % (uint)shards.Length];

    /// <summary>
    /// Publishes stored changes in the given order; must be called after their commit, in the order of commits.
    /// </summary>
    public void Publish(IReadOnlyList<Change> changes)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.Deliver(changes));
        Published?.Invoke(changes);
    }

    /// <summary>The same for a change that is being written: after its commit, or never.</summary>
    public void PublishAfter(Write write, Change change) => write.After(() => Publish([change]));

    /// <summary>
    /// A step: after the commit, notifies the users' clients that entries of their inbox have vanished or changed.
    /// </summary>
    public void InboxChangedAfter(Write write, params IReadOnlyCollection<long> users)
    {
        if (users.Count > 0)
            write.After(() => SendToUser(users.ToHashSet(), Frames.InboxChanged(time.GetUtcNow())));
    }

    /// <summary>Broadcasts a frame that is never stored to the subscribers of a room.</summary>
    /// <param name="gathered">True when a delay of a tenth of a second is acceptable.</param>
    public void Broadcast(long chat, Frame frame, long except = 0, bool gathered = false)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.Broadcast(chat, frame, except, gathered));
    }

    /// <summary>Sends to all connections of one user, optionally except one.</summary>
    public void SendToUser(long user, Frame frame, Connection? except = null)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.SendToUser(user, frame, except));
    }

    /// <summary>Sends to all connections of many users.</summary>
    public void SendToUser(IReadOnlySet<long> users, Frame frame)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.SendToUser(users, frame));
    }

    /// <summary>Sends each user their own frame, on all of their connections.</summary>
    public void SendToUser(IReadOnlyDictionary<long, Frame> frames)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.SendToUser(frames));
    }

    /// <summary>Sends to those connections of the users that are not subscribed to the room.</summary>
    public void SendToUsersElsewhere(long chat, IReadOnlyDictionary<long, Frame> frames)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.SendToUsersElsewhere(chat, frames));
    }

    /// <summary>Delivers a direct message to those of a user's connections that want all of them.</summary>
    /// <param name="message">Encodes it; called only when a connection wants it.</param>
    public void SendDirect(long user, long chat, Func<Frame> message)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.SendDirect(user, chat, message));
    }

    public void BroadcastToAll(Frame frame)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.BroadcastToAll(frame));
    }

    /// <summary>Ends a user's subscriptions to a room that they may no longer access.</summary>
    public void Unsubscribe(long user, long chat)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.Unsubscribe(user, chat));
    }

    /// <summary>Ends everybody's presence in a room that is no more.</summary>
    public void UnsubscribeAll(long chat)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.UnsubscribeAll(chat));
    }

    /// <summary>
    /// Sets whether the subscribers of a room may write; used for live-only frames, which are checked in memory.
    /// </summary>
    public void SetWritable(long chat, bool mayWrite)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.SetWritable(chat, mayWrite));
    }

    /// <summary>Applies a user's new name or picture to later frames.</summary>
    public void Rename(PublicUser user)
    {
        Presence.Rename(user);
        foreach (var shard in shards)
            shard.Post(() => shard.Rename(user));
    }

    public void EndSession(string session, CloseCode code, string reason) =>
        Close(connection => connection.Session == session, code, reason);

    public void EndUser(long user, CloseCode code, Refusal why)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.Close(user, code, why));
    }

    /// <summary>
    /// Completes a subscription whose changes are being held: sends who is present, then the missed changes, then live.
    /// </summary>
    public void Enter(Subscription subscription, long version)
    {
        if (subscription.Ended || subscription.Connection.Closed)
            return;
        var others = Presence.Entered(subscription);
        subscription.Connection.Send(Frames.OnlineUsers(others, subscription.Chat, version, time.GetUtcNow()));
    }

    /// <summary>Closes every connection with 1012, so that clients reconnect later.</summary>
    public void EndAll() => Close(_ => true, CloseCode.Restart, "the server restarts");

    public async ValueTask DisposeAsync()
    {
        EndAll();
        foreach (var shard in shards)
            await Task.Run(shard.Stop);
    }

    private void Close(Predicate<Connection> which, CloseCode code, string reason)
    {
        foreach (var shard in shards)
            shard.Post(() => shard.Close(which, code, reason));
    }

    [LoggerMessage(LogLevel.Error, "Work of a shard failed.")]
    internal partial void LogFault(Exception fault);
}
