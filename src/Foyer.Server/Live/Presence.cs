namespace Foyer.Server.Live;

/// <summary>
/// The users present in each room, over all connections: a user with two tabs is present once, and leaves with the last one.
/// Entering and leaving are rare compared with messages, so one lock suffices.
/// </summary>
public sealed class Presence(Hub hub, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, List<Present>> rooms = [];
    private readonly Dictionary<long, Person> online = [];

    /// <summary>
    /// A user with a connection and the rooms they are present in: a linked list, since nearly all are in one or two.
    /// </summary>
    private sealed class Person(PublicUser user)
    {
        public PresenceCounts Looks;

        public PublicUser User { get; set; } = user;

        public Present? First { get; set; }

        public Present? In(long chat)
        {
            var present = First;
            while (present is not null && present.Chat != chat)
                present = present.Next;
            return present;
        }
    }

    private sealed class Present(Person person, long chat) : IChainLink<Present>
    {
        public PresenceCounts Looks;

        public Person Person { get; } = person;

        public long Chat { get; } = chat;

        /// <summary>The index among the users in the room, so that leaving needs no search.</summary>
        public int Place { get; set; }

        /// <summary>The user's entry in their next room.</summary>
        public Present? Next { get; set; }
    }

    /// <summary>
    /// Raised with a user and their new state when it changes. Handlers run on the connection's thread and under the lock, so
    /// that states arrive in order: they must be quick.
    /// </summary>
    public event Action<long, PresenceState>? Changed;

    /// <summary>How many people have an open connection.</summary>
    public int Online
    {
        get
        {
            lock (gate)
                return online.Count;
        }
    }

    public PresenceState StateOf(long user)
    {
        lock (gate)
            return NearnessOf(user);
    }

    /// <summary>Returns all users who have an open connection.</summary>
    public IReadOnlyList<long> Users()
    {
        lock (gate)
            return [.. online.Keys];
    }

    /// <summary>Returns true while the user has an open connection.</summary>
    public bool IsOnline(long user) => StateOf(user) != PresenceState.Offline;

    /// <summary>Returns true while the user is active at any of their connections.</summary>
    public bool IsLooking(long user)
    {
        lock (gate)
            return online.TryGetValue(user, out var person) && person.Looks.AnyActive;
    }

    /// <summary>The same for those of their connections that are present in the room.</summary>
    public bool IsLooking(long user, long chat)
    {
        lock (gate)
            return online.TryGetValue(user, out var person) && person.In(chat) is { Looks.AnyActive: true };
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

    /// <summary>Returns those of the users who have a connection that is not subscribed to the room.</summary>
    public IReadOnlyList<long> Elsewhere(long chat, List<long> people)
    {
        lock (gate)
            return people.FindAll(user =>
                online.TryGetValue(user, out var person) && person.Looks.Count > (person.In(chat)?.Looks.Count ?? 0)
            );
    }

    internal void Connected(Connection connection) => Change(connection, one => one.Looks.Add(connection.Activity));

    internal void Disconnected(Connection connection) =>
        Change(connection, one => one.Looks.Remove(connection.Activity));

    /// <summary>Applies a changed activity that the connection's client reports.</summary>
    internal void SetActivity(Connection connection, ClientActivity activity) =>
        Change(
            connection,
            one =>
            {
                one.Looks.Change(connection.Activity, activity);
                for (
                    var subscription = connection.FirstSubscription;
                    subscription is not null;
                    subscription = subscription.Next
                )
                    if (subscription.Announced)
                        one.In(subscription.Chat)!.Looks.Change(connection.Activity, activity);
                connection.Activity = activity;
            }
        );

    /// <summary>
    /// Enters a room and returns the other users present. They are notified when it is the user's first connection.
    /// </summary>
    internal IReadOnlyList<PresentUser> Entered(Subscription subscription)
    {
        var (user, chat) = (subscription.Connection.User, subscription.Chat);
        lock (gate)
        {
            if (!subscription.Announced)
            {
                subscription.Announced = true;
                var person = online[user.Id];
                if (person.In(chat) is not { } one)
                {
                    one = Seat(person, chat);
                    // Broadcast under the lock, so that others receive entering and leaving in the order it occurs.
                    Tell(chat, user, Frames.Connected(Shown(person), chat, time.GetUtcNow()));
                }
                one.Looks.Add(subscription.Connection.Activity);
            }
            return rooms.TryGetValue(chat, out var present) ? All(present, except: user.Id) : [];
        }
    }

    internal void Left(Subscription subscription)
    {
        if (!subscription.Announced)
            return;
        var (user, chat) = (subscription.Connection.User, subscription.Chat);
        lock (gate)
        {
            var person = online[user.Id];
            var one = person.In(chat)!;
            one.Looks.Remove(subscription.Connection.Activity);
            if (one.Looks.Count > 0)
                return;
            Unseat(person, one);
            Tell(chat, user, Frames.Disconnected(user, chat, time.GetUtcNow()));
        }
    }

    internal void Rename(PublicUser user)
    {
        lock (gate)
            if (online.TryGetValue(user.Id, out var person))
                person.User = user;
    }

    private Present Seat(Person person, long chat)
    {
        if (!rooms.TryGetValue(chat, out var present))
            rooms[chat] = present = [];
        person.First = new Present(person, chat) { Place = present.Count, Next = person.First };
        present.Add(person.First);
        return person.First;
    }

    private void Unseat(Person person, Present one)
    {
        person.First = Chain.Without(person.First!, one);
        var present = rooms[one.Chat];
        var last = present[^1];
        present[one.Place] = last;
        last.Place = one.Place;
        present.RemoveAt(present.Count - 1);
        if (present.Count == 0)
            rooms.Remove(one.Chat);
    }

    /// <summary>Applies a change, and raises <see cref="Changed"/> when the user's state differs afterwards.</summary>
    private void Change(Connection connection, Action<Person> change)
    {
        var user = connection.User;
        lock (gate)
        {
            if (!online.TryGetValue(user.Id, out var person))
                online[user.Id] = person = new Person(user);
            var before = person.Looks.State;
            change(person);
            if (person.Looks.Count == 0)
                online.Remove(user.Id);
            var now = person.Looks.State;
            if (now != before)
                Changed?.Invoke(user.Id, now);
        }
    }

    private void Tell(long chat, PublicUser user, Frame frame) =>
        hub.Broadcast(chat, frame, except: user.Id, gathered: true);

    private static PresentUser[] All(List<Present> present, long except) =>
        [.. present.Where(one => one.Person.User.Id != except).Select(one => Shown(one.Person))];

    private static PresentUser Shown(Person person) => new(person.User, person.Looks.State == PresenceState.Away);

    private PresenceState NearnessOf(long user) =>
        online.TryGetValue(user, out var person) ? person.Looks.State : PresenceState.Offline;
}
