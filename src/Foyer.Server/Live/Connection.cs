using Foyer.Protocol;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Live;

/// <summary>
/// One open line to a person, whatever it speaks. It belongs to a shard, whose thread alone touches it, so it needs no lock.
/// What waits to be sent is bounded: whoever does not read is closed with 4408 and comes back for the rest (G8).
/// </summary>
public abstract class Connection(Shard shard, PublicUser user, string session, long expiresAt) : IChainLink<Connection>
{
    /// <summary>Most bytes that may wait for one slow reader.</summary>
    public const int OutboxLimit = 1024 * 1024;

    private const int IdleAfterMilliseconds = 10 * 60 * 1000;

    private Frame[]? outbox;
    private int count;
    private int sent;
    private int waiting;
    private int held;
    private Transport? transport;
    private TaskCompletionSource? drained;

    public Shard Shard => shard;

    public PublicUser User { get; internal set; } = user;

    public string Session => session;

    /// <summary>When the session ends by itself, microseconds UTC.</summary>
    public long ExpiresAt => expiresAt;

    public bool Closed { get; private set; }

    /// <summary>Ticks of the shard's clock when the peer was last heard.</summary>
    public long HeardAt { get; protected set; }

    /// <summary>True once the peer said, in its protocol, that it sends nothing more.</summary>
    internal bool PeerHasFinished { get; set; }

    /// <summary>What the client says of the person before it.</summary>
    public ClientActivity Activity { get; internal set; }

    /// <summary>True once the client has reported <see cref="Activity"/>; the server then no longer derives it from its frames.</summary>
    protected bool ReportsAttention { get; set; }

    /// <summary>Ticks of the shard's clock when the client last sent something other than a ping.</summary>
    private long ActiveAt { get; set; }

    internal long PingedAt { get; set; }

    /// <summary>Since when the outbox makes no progress, 0 while it does.</summary>
    internal long StalledSince { get; private set; }

    internal int Place { get; set; } = -1;

    /// <summary>The person's next connection of the shard.</summary>
    public Connection? Next { get; set; }

    /// <summary>The rooms it is present in are a chain: nearly all connections are in one or two.</summary>
    internal Subscription? FirstSubscription { get; private set; }

    internal bool Dirty { get; set; }

    internal bool Later { get; set; }

    /// <summary>Opens the way out. Called once, before the connection is given to its shard.</summary>
    public void Use(Transport way) => transport = way;

    public Subscription? FindSubscription(long chat)
    {
        var subscription = FirstSubscription;
        while (subscription is not null && subscription.Chat != chat)
            subscription = subscription.Next;
        return subscription;
    }

    /// <summary>Sends as soon as the shard has handled all that came in together.</summary>
    public void Send(Frame frame)
    {
        if (Put(frame))
            shard.MarkDirty(this);
    }

    /// <summary>Sends within a tenth of a second, together with what else comes: presence, typing, read marks.</summary>
    public void SendLater(Frame frame)
    {
        if (Put(frame))
            shard.MarkLater(this);
    }

    /// <summary>True when the client reports no attention and has sent nothing but pings for ten minutes.</summary>
    internal virtual bool IsIdle => !ReportsAttention && shard.Now - ActiveAt > IdleAfterMilliseconds;

    /// <summary>The client sent something other than a ping.</summary>
    public void MarkActive()
    {
        ActiveAt = shard.Now;
        if (Activity == ClientActivity.Idle && !ReportsAttention)
            shard.Turn(this, ClientActivity.Active);
    }

    /// <summary>Passes on a stored change of a room this connection is present in.</summary>
    public virtual void Deliver(Change change) => Send(change.For(User.Id));

    /// <summary>A direct message to this person; for clients that want each of them, present in its room or not.</summary>
    public virtual void DeliverDirect(long chat, Func<Frame> message) { }

    /// <summary>Tells the peer of a refusal; the connection stays open.</summary>
    public abstract void Refuse(Refusal refusal, string? clientId = null, long? id = null);

    /// <summary>Asks the peer for a sign of life; nothing where the protocol has none.</summary>
    public abstract void Ping();

    /// <summary>Closes with the whole refusal as the last words, not only its code.</summary>
    public void Close(CloseCode code, Refusal why)
    {
        Why = why;
        Close(code, why.Code);
    }

    /// <summary>Says why and closes; what waits is dropped, since the peer reads what it missed when it comes back.</summary>
    public virtual void Close(CloseCode code, string reason)
    {
        if (Closed)
            return;
        EndReason = $"{reason} ({(int)code})";
        KeepOnlyStarted();
        if (Why is { } why && LastError(why) is { } error)
            Append(error);
        if (Farewell(code, reason) is { } farewell)
            Append(farewell);
        Flush();
        End(graceful: true);
    }

    /// <summary>Ends without a word. What waits is still sent when <paramref name="graceful"/>; else the peer is gone.</summary>
    public void End(bool graceful = false)
    {
        if (Closed)
            return;
        Closed = true;
        if (graceful)
            transport!.Finish(
                count == 0 ? default : shard.Outboxes.Gather(outbox.AsSpan(0, count), sent),
                PeerHasFinished
            );
        else
            transport!.Abort();
        shard.Remove(this);
        ReleaseOutbox();
        drained?.TrySetResult();
        Ended();
    }

    /// <summary>Ends a connection whose peer has shown no sign of life.</summary>
    internal void EndSilent()
    {
        EndReason = "the client was silent";
        End();
    }

    /// <summary>Gives what waits to the transport, in one write.</summary>
    public void Flush()
    {
        Dirty = false;
        while (count > 0 && !Closed)
        {
            var bytes = shard.Outboxes.Gather(outbox.AsSpan(0, count), sent);
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

    /// <summary>Completes when less than half of the outbox waits, or the connection has ended.</summary>
    internal Task DrainedAsync()
    {
        if (Closed || waiting < OutboxLimit / 2)
            return Task.CompletedTask;
        drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return drained.Task;
    }

    /// <summary>Why the connection has ended, for the log.</summary>
    public string EndReason { get; private set; } = "the client has gone";

    /// <summary>Why the connection closes, where there is more to say than a code.</summary>
    protected Refusal? Why { get; private set; }

    /// <summary>The refusal as a frame of its own before the last words; null where those carry it.</summary>
    protected virtual Frame? LastError(Refusal why) => null;

    /// <summary>The last words in the peer's protocol, or null where there are none.</summary>
    protected abstract Frame? Farewell(CloseCode code, string reason);

    /// <summary>After the end: the peer has answered it, so there is nothing left to wait for.</summary>
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

    /// <summary>Counts a held change against the outbox; false when there is no room and the connection was closed.</summary>
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

    /// <summary>The frame in the peer's own dialect; WebSockets take it as it is.</summary>
    protected virtual Frame Shaped(Frame frame) => frame;

    private bool Put(Frame shared)
    {
        if (Closed)
            return false;
        var frame = Shaped(shared);
        if (waiting + frame.Bytes.Length > OutboxLimit && count > 0)
        {
            Close(CloseCode.TooSlow, "too slow");
            return false;
        }
        Append(frame);
        return true;
    }

    private void Append(Frame frame)
    {
        outbox ??= shard.Outboxes.Rent();
        if (count == outbox.Length)
            Array.Resize(ref outbox, count * 2);
        outbox[count++] = frame;
        waiting += frame.Bytes.Length;
    }

    private void Advance(int taken)
    {
        waiting -= taken;
        taken += sent;
        var done = 0;
        while (done < count && taken >= outbox![done].Bytes.Length)
            taken -= outbox[done++].Bytes.Length;
        sent = taken;
        if (done == count)
            ReleaseOutbox();
        else if (done > 0)
        {
            outbox.AsSpan(done, count - done).CopyTo(outbox);
            outbox.AsSpan(count - done, done).Clear();
            count -= done;
        }
        if (drained is not null && waiting < OutboxLimit / 2)
        {
            drained.TrySetResult();
            drained = null;
        }
    }

    // A frame of which a part is under way must be finished, or the peer cannot read what follows.
    private void KeepOnlyStarted()
    {
        if (count == 0)
            return;
        var first = sent > 0 ? outbox![0] : null;
        var progress = sent;
        ReleaseOutbox();
        if (first is null)
            return;
        Append(first);
        sent = progress;
        waiting -= progress;
    }

    private void ReleaseOutbox()
    {
        if (outbox is not null)
            shard.Outboxes.Return(outbox, count);
        outbox = null;
        count = sent = waiting = 0;
    }
}
