using System.Runtime.InteropServices;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Live;

/// <summary>
/// A thread and the connections it owns. Everything that concerns them runs on it in sequence; other threads post work to it.
/// Frames gather in the connections' outboxes while there is work and leave together afterwards, so that an idle server responds
/// at once and a busy one sends many frames in one call.
/// </summary>
public class Shard(Hub hub, TimeProvider time, Heartbeat heartbeat, string name) : WorkerThread(time, name)
{
    private const int SweepMilliseconds = 1000;
    private const int StallMilliseconds = 20_000;

    private readonly Dictionary<long, Subscribers> audiences = [];
    private readonly Dictionary<long, Connection> users = [];
    private readonly List<Connection> connections = [];
    private readonly FlushQueue queue = new();
    private long sweepDue;

    public int Connections => connections.Count;

    internal BufferPool Outboxes { get; } = new();

    protected override long Due => Math.Min(queue.Due, connections.Count > 0 ? sweepDue : long.MaxValue);

    /// <summary>Adds a new connection; from here on it can receive frames and is checked for timeouts.</summary>
    public void Add(Connection connection)
    {
        connection.Place = connections.Count;
        connection.MarkActive();
        connections.Add(connection);
        connection.Next = users.GetValueOrDefault(connection.User.Id);
        users[connection.User.Id] = connection;
        hub.Presence.Connected(connection);
    }

    /// <summary>Begins to hold the room's changes for the connection, until <see cref="Subscription.Resume"/>.</summary>
    public Subscription Hold(Connection connection, long chat)
    {
        if (connection.FindSubscription(chat) is not { } subscription)
        {
            subscription = new Subscription(connection, chat);
            connection.Subscribe(subscription);
            AudienceOf(chat).Add(subscription);
        }
        subscription.Pause();
        return subscription;
    }

    /// <summary>Ends a subscription; the others are notified when it was the user's last one in the room.</summary>
    public void Leave(Subscription subscription)
    {
        if (subscription.Ended)
            return;
        subscription.Ended = true;
        subscription.Connection.Unsubscribe(subscription);
        var subscribers = audiences[subscription.Chat];
        subscribers.Remove(subscription);
        if (subscribers.Count == 0)
            audiences.Remove(subscription.Chat);
        hub.Presence.Left(subscription);
    }

    /// <summary>Applies the activity that the connection's client reports.</summary>
    public void Turn(Connection connection, ClientActivity activity)
    {
        if (connection.Activity != activity && !connection.Closed)
            hub.Presence.SetActivity(connection, activity);
    }

    /// <summary>
    /// Completes when the connection's outbox is less than half full, or it has ended. May be called on any thread.
    /// </summary>
    public async Task DrainedAsync(Connection connection)
    {
        var asked = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => asked.SetResult(connection.DrainedAsync()));
        await (await asked.Task);
    }

    internal void Remove(Connection connection)
    {
        while (connection.FirstSubscription is { } subscription)
            Leave(subscription);
        var last = connections[^1];
        connections[connection.Place] = last;
        last.Place = connection.Place;
        connections.RemoveAt(connections.Count - 1);
        Part(connection);
        hub.Presence.Disconnected(connection);
    }

    internal void Deliver(IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
        {
            if (audiences.TryGetValue(change.Chat, out var subscribers))
                Deliver(change, subscribers);
            if (
                change.Origin is { Closed: false } origin
                && origin.Shard == this
                && origin.FindSubscription(change.Chat) is null
            )
                origin.Send(change.Own);
        }
    }

    internal void Broadcast(long chat, Frame frame, long except, bool gathered)
    {
        if (!audiences.TryGetValue(chat, out var subscribers))
            return;
        for (var i = subscribers.Count - 1; i >= 0; i--)
        {
            var connection = subscribers.Members[i].Connection;
            if (connection.User.Id == except)
                continue;
            if (gathered)
                connection.SendLater(frame);
            else
                connection.Send(frame);
        }
    }

    internal void SendToUser(long user, Frame frame, Connection? except)
    {
        foreach (var connection in Of(user))
            if (connection != except)
                connection.Send(frame);
    }

    // Iterates over the smaller set.
    internal void SendToUser(IReadOnlySet<long> asked, Frame frame)
    {
        var here = asked.Count < users.Count ? asked.Where(users.ContainsKey) : users.Keys.Where(asked.Contains);
        foreach (var user in here.ToArray())
            SendToUser(user, frame, except: null);
    }

    internal void SendToUser(IReadOnlyDictionary<long, Frame> frames)
    {
        foreach (var (user, frame) in frames)
        foreach (var connection in Of(user))
            connection.SendLater(frame);
    }

    internal void SendToUsersElsewhere(long chat, IReadOnlyDictionary<long, Frame> frames)
    {
        foreach (var (user, frame) in frames)
        foreach (var connection in Of(user))
            if (connection.FindSubscription(chat) is null)
                connection.SendLater(frame);
    }

    internal void SendDirect(long user, long chat, Func<Frame> message)
    {
        foreach (var connection in Of(user))
            connection.DeliverDirect(chat, message);
    }

    internal void BroadcastToAll(Frame frame)
    {
        foreach (var connection in connections.ToArray())
            connection.Send(frame);
    }

    /// <summary>Ends a user's subscriptions to a room that they have left.</summary>
    internal void Unsubscribe(long user, long chat)
    {
        foreach (var connection in Of(user))
            if (connection.FindSubscription(chat) is { } subscription)
                Leave(subscription);
    }

    internal void UnsubscribeAll(long chat)
    {
        while (audiences.TryGetValue(chat, out var subscribers))
            Leave(subscribers.Members[^1]);
    }

    internal void SetWritable(long chat, bool mayWrite)
    {
        if (audiences.TryGetValue(chat, out var subscribers))
            foreach (var subscription in subscribers.Members)
                subscription.MayWrite = mayWrite;
    }

    internal void Rename(PublicUser user)
    {
        foreach (var connection in Of(user.Id))
            connection.User = user;
    }

    internal void Close(Predicate<Connection> which, CloseCode code, string reason)
    {
        foreach (var connection in connections.FindAll(which))
            connection.Close(code, reason);
    }

    internal void Close(long user, CloseCode code, Refusal why)
    {
        foreach (var connection in Of(user))
            connection.Close(code, why);
    }

    internal void MarkDirty(Connection connection) => queue.Add(connection);

    internal void MarkLater(Connection connection) => queue.AddLater(connection, Now);

    protected override void Started() => Storage.Database.KeepReadsOffThisThread();

    protected override void Turn()
    {
        queue.Flush(Now);
        if (Now >= sweepDue)
            Sweep();
    }

    protected override void Stopped()
    {
        foreach (var connection in connections.ToArray())
            connection.End(graceful: true);
    }

    protected override void Failed(Exception fault) => hub.LogFault(fault);

    private static void Deliver(Change change, Subscribers subscribers)
    {
        // From the end, since a connection that overflows is removed during the iteration.
        for (var i = subscribers.Count - 1; i >= 0; i--)
            subscribers.Members[i].Receive(change);
    }

    private Subscribers AudienceOf(long chat)
    {
        ref var subscribers = ref CollectionsMarshal.GetValueRefOrAddDefault(audiences, chat, out _);
        return subscribers ??= new Subscribers();
    }

    // Copied, since a connection that receives a frame may be removed during the iteration.
    private List<Connection> Of(long user)
    {
        var own = new List<Connection>(1);
        for (var one = users.GetValueOrDefault(user); one is not null; one = one.Next)
            own.Add(one);
        return own;
    }

    private void Part(Connection connection)
    {
        var user = connection.User.Id;
        if (Chain.Without(users[user], connection) is { } first)
            users[user] = first;
        else
            users.Remove(user);
    }

    /// <summary>
    /// Ends connections that were silent or stalled for too long or whose session has expired, and pings quiet ones. Clients that
    /// report no activity become idle here.
    /// </summary>
    private void Sweep()
    {
        sweepDue = Now + SweepMilliseconds;
        var instant = Storage.Instants.Now(Time);
        for (var i = connections.Count - 1; i >= 0; i--)
        {
            var connection = connections[i];
            if (connection.StalledSince > 0 && Now - connection.StalledSince > StallMilliseconds)
                connection.Close(CloseCode.TooSlow, "too slow");
            else if (Now - connection.HeardAt > heartbeat.IdleMilliseconds)
                connection.EndSilent();
            else if (instant >= connection.ExpiresAt)
                connection.Close(CloseCode.SessionEnded, "session ended");
            else
                Look(connection);
        }
        queue.Flush(Now);
    }

    private void Look(Connection connection)
    {
        if (connection.IsIdle)
            Turn(connection, ClientActivity.Idle);
        if (Now - Math.Max(connection.HeardAt, connection.PingedAt) >= heartbeat.PingMilliseconds)
        {
            connection.PingedAt = Now;
            connection.Ping();
        }
    }
}

/// <summary>The time of silence after which a peer gets a ping, and after which it counts as gone.</summary>
public sealed record Heartbeat(long PingMilliseconds, long IdleMilliseconds);

/// <summary>Creates a shard; a gateway with its own kind registers one.</summary>
public delegate Shard ShardFactory(Hub hub, TimeProvider time, Heartbeat heartbeat, string name);
