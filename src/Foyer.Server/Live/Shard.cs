using System.Runtime.InteropServices;
using Foyer.Protocol;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Live;

/// <summary>
/// A thread and the connections it owns. All that concerns them happens on it, one thing after the other: others post work
/// to it. Frames gather in the connections' outboxes while work is at hand and leave together when it is done, so that a
/// calm server answers at once and a busy one sends many frames in one call.
/// </summary>
public class Shard(Hub hub, TimeProvider time, Heartbeat heartbeat, string name) : Lane(time, name)
{
    private const int SweepMilliseconds = 1000;
    private const int StallMilliseconds = 20_000;

    private readonly Dictionary<long, Audience> audiences = [];
    private readonly Dictionary<long, Connection> users = [];
    private readonly List<Connection> connections = [];
    private readonly FlushQueue queue = new();
    private long sweepDue;

    public int Connections => connections.Count;

    internal Outboxes Outboxes { get; } = new();

    protected override long Due => Math.Min(queue.Due, connections.Count > 0 ? sweepDue : long.MaxValue);

    /// <summary>Takes a new connection; from here on it is heard, swept and can be told things.</summary>
    public void Add(Connection connection)
    {
        connection.Place = connections.Count;
        connection.MarkActive();
        connections.Add(connection);
        connection.Next = users.GetValueOrDefault(connection.User.Id);
        users[connection.User.Id] = connection;
        hub.Presence.Connected(connection);
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

    /// <summary>Takes what the connection's client says of the person before it.</summary>
    public void Turn(Connection connection, Attention attention)
    {
        if (connection.Attention != attention && !connection.Closed)
            hub.Presence.Attends(connection, attention);
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
        while (connection.FirstAttendance is { } attendance)
            Leave(attendance);
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

    internal void Tell(IReadOnlyDictionary<long, Frame> frames)
    {
        foreach (var (user, frame) in frames)
        foreach (var connection in Of(user))
            connection.SendLater(frame);
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

    // Copied, since whoever is told something may leave on the way.
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
    /// Ends who was silent or stalled for too long or whose session is over, and asks the quiet for a sign. Clients that report
    /// no attention become idle here.
    /// </summary>
    private void Sweep()
    {
        sweepDue = Now + SweepMilliseconds;
        var instant = Storage.Clock.Now(Time);
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
            Turn(connection, Attention.Idle);
        if (Now - Math.Max(connection.HeardAt, connection.PingedAt) >= heartbeat.PingMilliseconds)
        {
            connection.PingedAt = Now;
            connection.Ping();
        }
    }
}
