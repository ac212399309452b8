namespace Foyer.Server.Live;

/// <summary>
/// Who is present where, counted over all connections: a person with two tabs is there once, and leaves with the last one
/// (S001-38). Entering and leaving are rare beside messages, so one lock serves.
/// </summary>
public sealed class Presence(Hub hub, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Dictionary<long, Present>> rooms = [];
    private readonly Dictionary<long, int> online = [];

    private sealed class Present(PublicUser user)
    {
        public PublicUser User { get; set; } = user;

        public int Connections { get; set; }
    }

    /// <summary>Somebody opened their first connection or lost their last; told on the connection's thread, so be quick.</summary>
    public event Action<long>? Turned;

    /// <summary>How many people have an open connection.</summary>
    public int Online
    {
        get
        {
            lock (gate)
                return online.Count;
        }
    }

    /// <summary>True while the person has any open connection.</summary>
    public bool IsOnline(long user)
    {
        lock (gate)
            return online.ContainsKey(user);
    }

    public bool IsPresent(long user, long chat)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var present) && present.ContainsKey(user);
    }

    public int Count(long chat)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var present) ? present.Count : 0;
    }

    public IReadOnlyList<PublicUser> In(long chat, long except = 0)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var present)
                ? [.. present.Values.Where(one => one.User.Id != except).Select(one => one.User)]
                : [];
    }

    /// <summary>People with a connection that is not present in the room.</summary>
    public IReadOnlyList<long> Elsewhere(long chat)
    {
        lock (gate)
        {
            var here = rooms.GetValueOrDefault(chat);
            return
            [
                .. online
                    .Where(one => one.Value > (here?.GetValueOrDefault(one.Key)?.Connections ?? 0))
                    .Select(one => one.Key),
            ];
        }
    }

    internal void Connected(long user)
    {
        int connections;
        lock (gate)
            online[user] = connections = online.GetValueOrDefault(user) + 1;
        if (connections == 1)
            Turned?.Invoke(user);
    }

    internal void Disconnected(long user)
    {
        lock (gate)
        {
            if (--online[user] > 0)
                return;
            online.Remove(user);
        }
        Turned?.Invoke(user);
    }

    /// <summary>Enters a room and answers who else is there. The others are told when it is the person's first connection.</summary>
    internal IReadOnlyList<PublicUser> Entered(Attendance attendance)
    {
        var user = attendance.Connection.User;
        lock (gate)
        {
            if (!rooms.TryGetValue(attendance.Chat, out var present))
                rooms[attendance.Chat] = present = [];
            if (!attendance.Announced)
            {
                attendance.Announced = true;
                if (!present.TryGetValue(user.Id, out var one))
                    present[user.Id] = one = new Present(user);
                // Told under the lock, so that others learn of coming and going in the order it happened.
                if (one.Connections++ == 0)
                    hub.Signal(
                        attendance.Chat,
                        Frames.Connected(user, attendance.Chat, time.GetUtcNow()),
                        except: user.Id,
                        gathered: true
                    );
            }
            return [.. present.Values.Where(other => other.User.Id != user.Id).Select(other => other.User)];
        }
    }

    internal void Left(Attendance attendance)
    {
        if (!attendance.Announced)
            return;
        var user = attendance.Connection.User;
        lock (gate)
        {
            var present = rooms[attendance.Chat];
            if (--present[user.Id].Connections > 0)
                return;
            present.Remove(user.Id);
            if (present.Count == 0)
                rooms.Remove(attendance.Chat);
            hub.Signal(
                attendance.Chat,
                Frames.Disconnected(user, attendance.Chat, time.GetUtcNow()),
                except: user.Id,
                gathered: true
            );
        }
    }

    internal void Rename(PublicUser user)
    {
        lock (gate)
            foreach (var present in rooms.Values)
                if (present.TryGetValue(user.Id, out var one))
                    one.User = user;
    }
}
