using Foyer.Protocol;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Live;

/// <summary>
/// One open connection of a user, whatever its protocol. It belongs to a shard and is accessed only on its thread, so it needs no
/// lock. Its outbox is bounded: a client that does not read is closed with 4408, and fetches the rest after it reconnects.
/// </summary>
public abstract class Connection(Shard shard, PublicUser user, string session, long expiresAt) : IChainLink<Connection>
{
    /// <summary>The maximum number of bytes that wait for a slow reader.</summary>
    public const int OutboxLimit = 1024 * 1024;

    private const int IdleAfterMilliseconds = 10 * 60 * 1000;

    private Outbox outbox;
    private int held;
    private Transport? transport;
    private TaskCompletionSource? drained;

    public Shard Shard => shard;

    public PublicUser User { get; internal set; } = user;

    public string Session => session;

    /// <summary>When the session ends by itself, microseconds UTC.</summary>
    public long ExpiresAt => expiresAt;

    public bool Closed { get; private set; }

    /// <summary>When the peer last sent anything, in milliseconds of the shard's clock.</summary>
    public long HeardAt { get; protected set; }

    /// <summary>True once the peer has declared, in its protocol, that it sends nothing more.</summary>
    internal bool PeerHasFinished { get; set; }

    /// <summary>The activity of the user, as reported by the client.</summary>
    public ClientActivity Activity { get; internal set; }

    /// <summary>
    /// True once the client has reported <see cref="Activity"/>; the server then no longer derives it from frames.
    /// </summary>
    protected bool ReportsAttention { get; set; }

    /// <summary>When the client last sent something other than a ping, in milliseconds of the shard's clock.</summary>
    private long ActiveAt { get; set; }

    internal long PingedAt { get; set; }

    /// <summary>Since when the outbox makes no progress; 0 while it does.</summary>
    internal long StalledSince { get; private set; }

    internal int Place { get; set; } = -1;

    /// <summary>The user's next connection of the shard.</summary>
    public Connection? Next { get; set; }

    /// <summary>The subscriptions form a linked list, since nearly all connections have one or two.</summary>
    internal Subscription? FirstSubscription { get; private set; }

    internal bool Dirty { get; set; }

    internal bool Later { get; set; }

    /// <summary>Sets the transport. Called once, before the connection is added to its shard.</summary>
    public void Use(Transport way) => transport = way;

    public Subscription? FindSubscription(long chat)
    {
        var subscription = FirstSubscription;
        while (subscription is not null && subscription.Chat != chat)
            subscription = subscription.Next;
        return subscription;
    }

    /// <summary>Sends after the shard has handled everything that arrived together.</summary>
    public void Send(Frame frame)
    {
        if (Put(frame))
            shard.MarkDirty(this);
    }

    /// <summary>Sends within a tenth of a second, together with other frames: presence, typing, read markers.</summary>
    public void SendLater(Frame frame)
    {
        if (Put(frame))
            shard.MarkLater(this);
    }

    /// <summary>True when the client reports no attention and has sent nothing but pings for ten minutes.</summary>
    internal virtual bool IsIdle => !ReportsAttention && shard.Now - ActiveAt > IdleAfterMilliseconds;

    /// <summary>Records that the client sent something other than a ping.</summary>
    public void MarkActive()
    {
        ActiveAt = shard.Now;
        if (Activity == ClientActivity.Idle && !ReportsAttention)
            shard.Turn(this, ClientActivity.Active);
    }

    /// <summary>Passes on a stored change of a room this connection is present in.</summary>
    public virtual void Deliver(Change change) => Send(change.For(User.Id));

    /// <summary>Delivers a direct message to clients that want all of them, subscribed to the room or not.</summary>
    public virtual void DeliverDirect(long chat, Func<Frame> message) { }

    /// <summary>Sends a refusal to the peer; the connection stays open.</summary>
    public abstract void Refuse(Refusal refusal, string? clientId = null, long? id = null);

    /// <summary>Sends a ping; does nothing where the protocol has none.</summary>
    public abstract void Ping();

    /// <summary>Closes and sends the whole refusal, not only its code.</summary>
    public void Close(CloseCode code, Refusal why)
    {
        Why = why;
        Close(code, why.Code);
    }

    /// <summary>Closes with a reason; the outbox is dropped, since the peer fetches what it missed when it reconnects.</summary>
    public virtual void Close(CloseCode code, string reason)
    {
        if (Closed)
            return;
        EndReason = $"{reason} ({(int)code})";
        outbox.KeepOnlyStarted(shard.Outboxes);
        if (Why is { } why && LastError(why) is { } error)
            outbox.Append(error, shard.Outboxes);
        if (Farewell(code, reason) is { } farewell)
            outbox.Append(farewell, shard.Outboxes);
        Flush();
        End(graceful: true);
    }

    /// <summary>
    /// Ends without a closing frame. The outbox is still sent when <paramref name="graceful"/>; else the peer is gone.
    /// </summary>
    public void End(bool graceful = false)
    {
        if (Closed)
            return;
        Closed = true;
        if (graceful)
            transport!.Finish(outbox.Gather(shard.Outboxes), PeerHasFinished);
        else
            transport!.Abort();
        shard.Remove(this);
        outbox.Clear(shard.Outboxes);
        drained?.TrySetResult();
        Ended();
    }

    /// <summary>Ends a connection whose peer has shown no sign of life.</summary>
    internal void EndSilent()
    {
        EndReason = "the client was silent";
        End();
    }

    /// <summary>Writes the outbox to the transport in one call.</summary>
    public void Flush()
    {
        Dirty = false;
        while (!outbox.IsEmpty && !Closed)
        {
            var bytes = outbox.Gather(shard.Outboxes);
            var taken = transport!.Write(bytes);
            Advance(taken);
            if (taken < bytes.Length)
            {
                if (taken > 0 || StalledSince == 0)
                    StalledSince = shard.Now;
                return;
            }
        }
        StalledSince = 0;
    }

    /// <summary>Completes when the outbox is less than half full, or the connection has ended.</summary>
    internal Task DrainedAsync()
    {
        if (Closed || outbox.Waiting < OutboxLimit / 2)
            return Task.CompletedTask;
        drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return drained.Task;
    }

    /// <summary>Why the connection has ended, for the log.</summary>
    public string EndReason { get; private set; } = "the client has gone";

    /// <summary>The refusal that caused the close, when there is more to send than a code.</summary>
    protected Refusal? Why { get; private set; }

    /// <summary>
    /// Returns the refusal as a separate frame before the closing frame; null where the closing frame carries it.
    /// </summary>
    protected virtual Frame? LastError(Refusal why) => null;

    /// <summary>Returns the closing frame of the peer's protocol, or null where there is none.</summary>
    protected abstract Frame? Farewell(CloseCode code, string reason);

    /// <summary>After the end: the peer has responded to the closing frame, so there is nothing left to wait for.</summary>
    internal void Release() => transport!.Abort();

    /// <summary>Called once, at the end of the connection.</summary>
    protected virtual void Ended() { }

    internal void Subscribe(Subscription subscription)
    {
        subscription.Next = FirstSubscription;
        FirstSubscription = subscription;
    }

    internal void Unsubscribe(Subscription subscription) =>
        FirstSubscription = Chain.Without(FirstSubscription!, subscription);

    /// <summary>Counts a held change against the outbox; returns false when it is full and the connection was closed.</summary>
    internal bool TryHold(Change change)
    {
        if (Closed)
            return false;
        held += change.Others.Bytes.Length;
        if (held <= OutboxLimit)
            return true;
        Close(CloseCode.TooSlow, "too slow");
        return false;
    }

    internal void Unhold(Change change) => held -= change.Others.Bytes.Length;

    /// <summary>Returns the frame in the peer's protocol; WebSockets use it unchanged.</summary>
    protected virtual Frame Shaped(Frame frame) => frame;

    private bool Put(Frame shared)
    {
        if (Closed)
            return false;
        var frame = Shaped(shared);
        if (outbox.Waiting + frame.Bytes.Length > OutboxLimit && !outbox.IsEmpty)
        {
            Close(CloseCode.TooSlow, "too slow");
            return false;
        }
        outbox.Append(frame, shard.Outboxes);
        return true;
    }

    private void Advance(int taken)
    {
        outbox.Advance(taken, shard.Outboxes);
        if (drained is not null && outbox.Waiting < OutboxLimit / 2)
        {
            drained.TrySetResult();
            drained = null;
        }
    }
}
