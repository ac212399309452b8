using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Live;

/// <summary>
/// A thread and the connections it owns. All that concerns them happens on it, one thing after the other: others post work
/// to it. Frames gather in the connections' outboxes while work is at hand and leave together when it is done, so that a
/// calm server answers at once and a busy one sends many frames in one call.
/// </summary>
public class Shard
{
    private const int SweepMilliseconds = 1000;
    private const int LaterMilliseconds = 100;
    private const int StallMilliseconds = 20_000;
    private const int OutboxSize = 8;
    private const int SparesKept = 256;

    private readonly ConcurrentQueue<Action> work = new();
    private readonly AutoResetEvent wake = new(false);
    private readonly Dictionary<long, Audience> audiences = [];
    private readonly Dictionary<long, List<Connection>> users = [];
    private readonly List<Connection> connections = [];
    private readonly List<Connection> dirty = [];
    private readonly List<Connection> later = [];
    private readonly Stack<Frame[]> spares = new();
    private readonly byte[] scratch = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
    private readonly Hub hub;
    private readonly TimeProvider time;
    private readonly Heartbeat heartbeat;
    private readonly Thread thread;
    private readonly long started;
    private int asleep;
    private long laterDue = long.MaxValue;
    private long sweepDue;
    private volatile bool stopping;

    public Shard(Hub hub, TimeProvider time, Heartbeat heartbeat, string name)
    {
        this.hub = hub;
        this.time = time;
        this.heartbeat = heartbeat;
        started = time.GetTimestamp();
        thread = new Thread(Loop) { IsBackground = true, Name = name };
    }

    /// <summary>Milliseconds since the shard began, by a clock that is never set back.</summary>
    public long Now { get; private set; }

    public int Connections => connections.Count;

    public void Start() => thread.Start();

    /// <summary>Runs the work soon on the shard's thread, after what was posted before.</summary>
    public void Post(Action item)
    {
        work.Enqueue(item);
        if (Interlocked.Exchange(ref asleep, 0) == 1)
            Wake();
    }

    /// <summary>The same, and completes when it was done; a fault of the work is the waiter's.</summary>
    public Task PostAsync(Action item)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                item();
                done.SetResult();
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread after what waits is done.</summary>
    public void Stop()
    {
        stopping = true;
        Wake();
        if (thread.IsAlive)
            thread.Join(TimeSpan.FromSeconds(5));
    }

    /// <summary>Takes a new connection; from here on it is heard, swept and can be told things.</summary>
    public void Add(Connection connection)
    {
        connection.Place = connections.Count;
        connections.Add(connection);
        if (!users.TryGetValue(connection.User.Id, out var own))
            users[connection.User.Id] = own = new List<Connection>(1);
        own.Add(connection);
        hub.Presence.Connected(connection.User.Id);
    }

    /// <summary>Begins to hold the room's changes for the connection, until <see cref="Attendance.Resume"/>.</summary>
    public Attendance Hold(Connection connection, long chat)
    {
        if (connection.AttendanceIn(chat) is not { } attendance)
        {
            attendance = new Attendance(connection, chat);
            connection.Attend(attendance);
            AudienceOf(chat).Add(attendance);
        }
        attendance.Hold();
        return attendance;
    }

    /// <summary>Ends a presence; the others are told when it was the person's last one in the room.</summary>
    public void Leave(Attendance attendance)
    {
        if (attendance.Ended)
            return;
        attendance.Ended = true;
        attendance.Connection.Unattend(attendance);
        var audience = audiences[attendance.Chat];
        audience.Remove(attendance);
        if (audience.Count == 0)
            audiences.Remove(attendance.Chat);
        hub.Presence.Left(attendance);
    }

    /// <summary>Completes when less than half of the connection's outbox waits, or the connection has ended. For any thread.</summary>
    public async Task DrainedAsync(Connection connection)
    {
        var asked = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => asked.SetResult(connection.DrainedAsync()));
        await (await asked.Task);
    }

    internal void Remove(Connection connection)
    {
        while (connection.Attendances.Count > 0)
            Leave(connection.Attendances[^1]);
        var last = connections[^1];
        connections[connection.Place] = last;
        last.Place = connection.Place;
        connections.RemoveAt(connections.Count - 1);
        var own = users[connection.User.Id];
        own.Remove(connection);
        if (own.Count == 0)
            users.Remove(connection.User.Id);
        hub.Presence.Disconnected(connection.User.Id);
    }

    internal void Deliver(IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
        {
            if (audiences.TryGetValue(change.Chat, out var audience))
                Deliver(change, audience);
            if (
                change.Origin is { Closed: false } origin
                && origin.Shard == this
                && origin.AttendanceIn(change.Chat) is null
            )
                origin.Send(change.Own);
        }
    }

    internal void Signal(long chat, Frame frame, long except, bool gathered)
    {
        if (!audiences.TryGetValue(chat, out var audience))
            return;
        for (var i = audience.Count - 1; i >= 0; i--)
        {
            var connection = audience.Members[i].Connection;
            if (connection.User.Id == except)
                continue;
            if (gathered)
                connection.SendLater(frame);
            else
                connection.Send(frame);
        }
    }

    internal void Tell(long user, Frame frame, Connection? except)
    {
        foreach (var connection in Of(user))
            if (connection != except)
                connection.Send(frame);
    }

    // Whoever is fewer is gone through.
    internal void Tell(IReadOnlySet<long> asked, Frame frame)
    {
        var here = asked.Count < users.Count ? asked.Where(users.ContainsKey) : users.Keys.Where(asked.Contains);
        foreach (var user in here.ToArray())
            Tell(user, frame, except: null);
    }

    internal void TellAbsent(long chat, IReadOnlyDictionary<long, Frame> frames)
    {
        foreach (var (user, frame) in frames)
        foreach (var connection in Of(user))
            if (connection.AttendanceIn(chat) is null)
                connection.SendLater(frame);
    }

    internal void TellDirect(long user, long chat, Func<Frame> message)
    {
        foreach (var connection in Of(user))
            connection.DeliverDirect(chat, message);
    }

    internal void TellAll(Frame frame)
    {
        foreach (var connection in connections.ToArray())
            connection.Send(frame);
    }

    /// <summary>Ends a person's presence in a room, whose member they are no more.</summary>
    internal void Expel(long user, long chat)
    {
        foreach (var connection in Of(user))
            if (connection.AttendanceIn(chat) is { } attendance)
                Leave(attendance);
    }

    internal void ExpelAll(long chat)
    {
        while (audiences.TryGetValue(chat, out var audience))
            Leave(audience.Members[^1]);
    }

    internal void Permit(long chat, bool mayWrite)
    {
        if (audiences.TryGetValue(chat, out var audience))
            foreach (var attendance in audience.Members)
                attendance.MayWrite = mayWrite;
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

    internal void Close(long user, CloseCode code, string reason)
    {
        foreach (var connection in Of(user))
            connection.Close(code, reason);
    }

    /// <summary>The frames' bytes from <paramref name="sent"/> on as one span: a single frame as it lies, several copied together.</summary>
    internal ReadOnlySpan<byte> Gather(ReadOnlySpan<Frame> frames, int sent)
    {
        var first = frames[0].Bytes.AsSpan(sent);
        if (frames.Length == 1 || first.Length >= scratch.Length)
            return first;
        first.CopyTo(scratch);
        var length = first.Length;
        foreach (var frame in frames[1..])
        {
            if (length + frame.Bytes.Length > scratch.Length)
                break;
            frame.Bytes.CopyTo(scratch.AsSpan(length));
            length += frame.Bytes.Length;
        }
        return scratch.AsSpan(0, length);
    }

    internal void MarkDirty(Connection connection)
    {
        if (connection.Dirty)
            return;
        connection.Dirty = true;
        dirty.Add(connection);
    }

    internal void MarkLater(Connection connection)
    {
        if (connection.Dirty || connection.Later)
            return;
        connection.Later = true;
        later.Add(connection);
        laterDue = Math.Min(laterDue, Now + LaterMilliseconds);
    }

    internal Frame[] RentOutbox() => spares.TryPop(out var spare) ? spare : new Frame[OutboxSize];

    internal void ReturnOutbox(Frame[] outbox, int used)
    {
        outbox.AsSpan(0, used).Clear();
        if (outbox.Length == OutboxSize && spares.Count < SparesKept)
            spares.Push(outbox);
    }

    /// <summary>Waits for work, at most so long. A loop that also reads sockets does so here.</summary>
    protected virtual void Wait(int milliseconds) => wake.WaitOne(milliseconds);

    protected virtual void Wake() => wake.Set();

    /// <summary>Says that the wait is over, before what it brought is handled: nobody needs to wake this shard now.</summary>
    protected void Awake()
    {
        Interlocked.Exchange(ref asleep, 0);
        Tick();
    }

    /// <summary>Called at the end of the thread, when all connections have been told to go.</summary>
    protected virtual void Stopped() { }

    private static void Deliver(Change change, Audience audience)
    {
        // From the end, since a connection that overflows leaves the audience on the way.
        for (var i = audience.Count - 1; i >= 0; i--)
            audience.Members[i].Take(change);
    }

    private Audience AudienceOf(long chat)
    {
        ref var audience = ref CollectionsMarshal.GetValueRefOrAddDefault(audiences, chat, out _);
        return audience ??= new Audience();
    }

    private Connection[] Of(long user) => users.TryGetValue(user, out var own) ? own.ToArray() : [];

    private void Loop()
    {
        while (!stopping || !work.IsEmpty)
        {
            Tick();
            while (work.TryDequeue(out var item))
                Do(item);
            FlushDirty();
            if (Now >= sweepDue)
                Sweep();
            Rest();
        }
        foreach (var connection in connections.ToArray())
            connection.End(graceful: true);
        Stopped();
    }

    // Says that it sleeps, then looks once more: whoever posts later sees it asleep and wakes it.
    private void Rest()
    {
        Interlocked.Exchange(ref asleep, 1);
        var due = Math.Min(laterDue, connections.Count > 0 ? sweepDue : long.MaxValue);
        if (!work.IsEmpty || stopping)
            Wait(0);
        else
            Wait(due == long.MaxValue ? Timeout.Infinite : (int)Math.Clamp(due - Now, 0, SweepMilliseconds));
        Interlocked.Exchange(ref asleep, 0);
    }

    // One connection's fault must not end the thread that serves all the others.
    private void Do(Action item)
    {
        try
        {
            item();
        }
        catch (Exception fault)
        {
            hub.LogFault(fault);
        }
    }

    private void Tick() => Now = (long)time.GetElapsedTime(started).TotalMilliseconds;

    private void FlushDirty()
    {
        if (Now >= laterDue)
        {
            foreach (var connection in later)
            {
                connection.Later = false;
                if (!connection.Closed)
                    MarkDirty(connection);
            }
            later.Clear();
            laterDue = long.MaxValue;
        }
        for (var i = 0; i < dirty.Count; i++)
            dirty[i].Flush();
        dirty.Clear();
    }

    /// <summary>Ends who was silent or stalled for too long or whose session is over, and asks the quiet for a sign.</summary>
    private void Sweep()
    {
        sweepDue = Now + SweepMilliseconds;
        var instant = Storage.Clock.Now(time);
        for (var i = connections.Count - 1; i >= 0; i--)
        {
            var connection = connections[i];
            if (connection.StalledSince > 0 && Now - connection.StalledSince > StallMilliseconds)
                connection.Close(CloseCode.TooSlow, "too slow");
            else if (Now - connection.HeardAt > heartbeat.IdleMilliseconds)
                connection.End();
            else if (instant >= connection.ExpiresAt)
                connection.Close(CloseCode.SessionEnded, "session ended");
            else if (Now - Math.Max(connection.HeardAt, connection.PingedAt) >= heartbeat.PingMilliseconds)
            {
                connection.PingedAt = Now;
                connection.Ping();
            }
        }
        FlushDirty();
    }
}
