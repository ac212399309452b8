using System.Text.Json;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Who learns of a change in the presence of some users: people in shared rooms, friends, partners in direct rooms.</summary>
internal sealed class PresenceRecipients
{
    private readonly List<(long User, long Chat)> rooms;
    private readonly Dictionary<long, long> members;
    private readonly List<(long User, long Other)> friends;
    private readonly HashSet<(long, long)> blocked;

    private PresenceRecipients(
        List<(long User, long Chat)> rooms,
        Dictionary<long, long> members,
        List<(long User, long Other)> friends,
        HashSet<(long, long)> blocked
    )
    {
        this.rooms = rooms;
        this.members = members;
        this.friends = friends;
        this.blocked = blocked;
    }

    /// <summary>Reads the rooms in which someone is present, and the people that the users are connected with.</summary>
    public static PresenceRecipients Find(Queries db, List<long> users, Presence presence)
    {
        var values = new { rows = JsonSerializer.Serialize(users.Select(person => new { person })) };
        var people = db.Database.Rows(("person", "bigint"));
        var rooms = db.List<(long User, long Chat)>(
                $"select m.user_id, m.chat_id from {people} r join memberships m on m.user_id = r.person",
                values
            )
            .FindAll(room => presence.Count(room.Chat) > 0);
        var friends = db.List<(long, long)>(
            $"""
            select r.person, f.friend_id from {people} r join friends f on f.user_id = r.person and f.accepted_at is not null
            union
            select r.person, f.user_id from {people} r join friends f on f.friend_id = r.person and f.accepted_at is not null
            union
            select r.person, p.high_id from {people} r join direct_pairs p on p.low_id = r.person
            union
            select r.person, p.low_id from {people} r join direct_pairs p on p.high_id = r.person
            """,
            values
        );
        var blocked = db.List<(long, long)>(
            $"""
            select b.user_id, b.blocked_id from {people} r join blocks b on b.user_id = r.person
            union
            select b.user_id, b.blocked_id from {people} r join blocks b on b.blocked_id = r.person
            """,
            values
        );
        return new PresenceRecipients(
            rooms,
            RoomReads.CountMembers(db, rooms.Select(room => room.Chat).Distinct().ToList()),
            friends,
            [.. blocked]
        );
    }

    /// <summary>Returns the rooms with more members than the limit, with the users who belong to them.</summary>
    public IEnumerable<(long Chat, long User)> LargeRooms(int limit) =>
        rooms.Where(room => IsLarge(room.Chat, limit)).Select(room => (room.Chat, room.User));

    /// <summary>Returns, for each online recipient outside large rooms, the users of whom they learn.</summary>
    public Dictionary<long, SortedSet<long>> Recipients(int limit, Presence presence)
    {
        var recipients = new Dictionary<long, SortedSet<long>>();
        foreach (
            var chat in rooms.Where(room => !IsLarge(room.Chat, limit)).ToLookup(room => room.Chat, room => room.User)
        )
        foreach (var present in presence.In(chat.Key))
        foreach (var user in chat)
            Add(present.User.Id, user);
        foreach (var (user, other) in friends)
            if (presence.IsOnline(other))
                Add(other, user);
        return recipients;

        void Add(long recipient, long user)
        {
            if (recipient == user || blocked.Contains((recipient, user)) || blocked.Contains((user, recipient)))
                return;
            if (!recipients.TryGetValue(recipient, out var users))
                recipients[recipient] = users = [];
            users.Add(user);
        }
    }

    private bool IsLarge(long chat, int limit) => members.GetValueOrDefault(chat) > limit;
}
