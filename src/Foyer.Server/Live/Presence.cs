namespace Foyer.Server.Live;

/// <summary>
/// Who is present where, counted over all connections: a person with two tabs is there once, and leaves with the last one
/// (S001-38). Entering and leaving are rare beside messages, so one lock serves.
/// </summary>
public sealed class Presence(Hub hub, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, Dictionary<long, Present>> rooms = [];
    private readonly Dictionary<long, Person> online = [];

    /// <summary>Somebody with a connection, and the rooms they are present in.</summary>
    private sealed class Person
    {
        public Looks Looks;

        public List<long> Rooms { get; } = new(1);
    }

    private sealed class Present(PublicUser user)
    {
        public Looks Looks;

        public PublicUser User { get; set; } = user;
    }

    /// <summary>Somebody came, went, fell idle or turned to it again; told on the connection's thread, so be quick.</summary>
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

    public Nearness Of(long user)
    {
        lock (gate)
            return NearnessOf(user);
    }

    /// <summary>The same for a room: offline where they are not present in it.</summary>
    public Nearness In(long chat, long user)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var present) && present.ContainsKey(user)
                ? NearnessOf(user)
                : Nearness.Offline;
    }

    /// <summary>True while the person has any open connection.</summary>
    public bool IsOnline(long user) => Of(user) != Nearness.Offline;

    /// <summary>True while the person looks at any of their connections.</summary>
    public bool IsLooking(long user)
    {
        lock (gate)
            return online.TryGetValue(user, out var person) && person.Looks.AnyActive;
    }

    /// <summary>The same for those of their connections that are present in the room.</summary>
    public bool IsLooking(long user, long chat)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var here) && here.TryGetValue(user, out var one) && one.Looks.AnyActive;
    }

    public int Count(long chat)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var present) ? present.Count : 0;
    }

    public IReadOnlyList<PresentUser> In(long chat)
    {
        lock (gate)
            return rooms.TryGetValue(chat, out var present) ? All(present, except: 0) : [];
    }

    /// <summary>Those of the people who have a connection that is not present in the room.</summary>
    public IReadOnlyList<long> Elsewhere(long chat, List<long> people)
    {
        lock (gate)
        {
            var here = rooms.GetValueOrDefault(chat);
            return people.FindAll(user =>
                online.TryGetValue(user, out var person)
                && person.Looks.Count > (here?.GetValueOrDefault(user)?.Looks.Count ?? 0)
            );
        }
    }

    internal void Connected(Connection connection) => Change(connection, one => one.Looks.Add(connection.Attention));

    internal void Disconnected(Connection connection) =>
        Change(connection, one => one.Looks.Remove(connection.Attention));

    /// <summary>The connection's client says something else of its person than before.</summary>
    internal void Attends(Connection connection, Attention attention) =>
        Change(
            connection,
            one =>
            {
                one.Looks.Change(connection.Attention, attention);
                foreach (var attendance in connection.Attendances)
                    if (attendance.Announced)
                        rooms[attendance.Chat][connection.User.Id].Looks.Change(connection.Attention, attention);
                connection.Attention = attention;
            }
        );

    /// <summary>Enters a room and answers who else is there. The others are told when it is the person's first connection.</summary>
    internal IReadOnlyList<PresentUser> Entered(Attendance attendance)
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
                {
                    present[user.Id] = one = new Present(user);
                    online[user.Id].Rooms.Add(attendance.Chat);
                    // Told under the lock, so that others learn of coming and going in the order it happened.
                    Tell(attendance.Chat, user, Frames.Connected(Shown(user), attendance.Chat, time.GetUtcNow()));
                }
                one.Looks.Add(attendance.Connection.Attention);
            }
            return All(present, except: user.Id);
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
            var one = present[user.Id];
            one.Looks.Remove(attendance.Connection.Attention);
            if (one.Looks.Count > 0)
                return;
            present.Remove(user.Id);
            online[user.Id].Rooms.Remove(attendance.Chat);
            if (present.Count == 0)
                rooms.Remove(attendance.Chat);
            Tell(attendance.Chat, user, Frames.Disconnected(user, attendance.Chat, time.GetUtcNow()));
        }
    }

    internal void Rename(PublicUser user)
    {
        lock (gate)
            foreach (var present in rooms.Values)
                if (present.TryGetValue(user.Id, out var one))
                    one.User = user;
    }

    /// <summary>Tells when the person is nearer or farther than before: their rooms under the lock, everybody else after it.</summary>
    private void Change(Connection connection, Action<Person> change)
    {
        var user = connection.User;
        lock (gate)
        {
            if (!online.TryGetValue(user.Id, out var person))
                online[user.Id] = person = new Person();
            var before = person.Looks.Nearness;
            change(person);
            if (person.Looks.Count == 0)
                online.Remove(user.Id);
            var now = person.Looks.Nearness;
            if (now == before)
                return;
            foreach (var chat in person.Rooms)
                Tell(chat, user, Frames.Away(user, chat, now == Nearness.Away, time.GetUtcNow()));
        }
        Turned?.Invoke(user.Id);
    }

    private void Tell(long chat, PublicUser user, Frame frame) =>
        hub.Signal(chat, frame, except: user.Id, gathered: true);

    private PresentUser[] All(Dictionary<long, Present> present, long except) =>
        [.. present.Values.Where(one => one.User.Id != except).Select(one => Shown(one.User))];

    private PresentUser Shown(PublicUser user) => new(user, NearnessOf(user.Id) == Nearness.Away);

    private Nearness NearnessOf(long user) =>
        online.TryGetValue(user, out var person) ? person.Looks.Nearness : Nearness.Offline;
}
