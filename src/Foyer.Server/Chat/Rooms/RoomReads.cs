using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Finds rooms for a person: what one may not see does not exist.</summary>
public static class RoomReads
{
    // A direct room is called after the other one.
    private const string Shown = """
        case when c.kind = 'direct' then coalesce((
            select p.username from memberships o join users p on p.id = o.user_id where o.chat_id = c.id and o.user_id <> @user
        ), 'deleted user') else c.name end
        """;

    private const string Columns = $"""
        c.id, {Shown} as name, c.kind as KindText, c.topic, c.version, c.archived_at as ArchivedAt, m.role as RoleText,
        case when c.kind = 'event' then (select e.id from events e where e.chat_id = c.id) end as Event
        """;

    private const string Seen =
        $"select {Columns} from chats c left join memberships m on m.chat_id = c.id and m.user_id = @user";

    /// <summary>The room when the person may read it: any public one, else only as a member or reader. Null otherwise.</summary>
    public static Room? Find(Queries db, long chat, long user) =>
        db.First<Room>(
            $"{Seen} where c.id = @chat and (c.kind = 'public' or m.user_id is not null)",
            new { chat, user }
        );

    /// <summary>The room when the person has joined it; a public one they have not says so, others do not exist.</summary>
    public static Outcome<Room> FindJoined(Queries db, long chat, long user) =>
        Find(db, chat, user) switch
        {
            null => Refusal.NotFound,
            { Role: null } => Refusal.NotAMember,
            var room => room,
        };

    /// <summary>The room for somebody who was let in otherwise than by membership, as by an invite link.</summary>
    public static Room? FindUnchecked(Queries db, long chat, long user) =>
        db.First<Room>($"{Seen} where c.id = @chat", new { chat, user });

    /// <summary>The public room of that name, however it is spelled.</summary>
    public static Room? FindByName(Queries db, string name, long user) =>
        db.First<long?>(
            $"select id from chats where kind = 'public' and {UniqueKeys.Finding("name")}",
            UniqueKeys.Named(name, TextKey.Of(name))
        )
            is { } chat
            ? Find(db, chat, user)
            : null;

    // A direct room that was opened but has no message yet is listed for the person who opened it only.
    private const string Listed = "(c.kind <> 'direct' or c.version > 0 or c.created_by = @user)";

    /// <summary>The person's own rooms, by name.</summary>
    public static List<Room> ListMine(Queries db, long user, long after, int limit) =>
        db.List<Room>(
            $"{Seen} where m.user_id is not null and {Listed} and c.id > @after order by c.id limit @limit",
            new
            {
                user,
                after,
                limit,
            }
        );

    /// <summary>Public rooms whose name or topic holds the words.</summary>
    public static List<Room> ListPublic(Queries db, long user, string? search, long after, int limit) =>
        db.List<Room>(
            $"""
            {Seen} where c.kind = 'public' and c.archived_at is null and c.id > @after
            and (@like is null or c.name_key like @like escape '\' or {db.Database.KeyOf(
                "c.topic"
            )} like @like escape '\')
            order by c.id limit @limit
            """,
            new
            {
                user,
                like = LikePattern.Containing(search),
                after,
                limit,
            }
        );

    /// <summary>Rooms one may read whose name or topic holds the words; conversations of two have no name.</summary>
    public static List<Room> Search(Queries db, long user, string search, long after, int limit) =>
        db.List<Room>(
            $"""
            {Seen} where c.kind <> 'direct' and (c.kind = 'public' or m.user_id is not null) and c.id > @after
            and (c.name_key like @like escape '\' or {db.Database.KeyOf("c.topic")} like @like escape '\')
            order by c.id limit @limit
            """,
            new
            {
                user,
                like = LikePattern.Containing(search),
                after,
                limit,
            }
        );

    /// <summary>The other one of each direct room; nobody where they have deleted their account.</summary>
    public static Dictionary<long, PublicUser> ListPartners(Queries db, IReadOnlyCollection<long> chats, long user) =>
        chats.Count == 0
            ? []
            : db.List<(long Chat, long Id, string Username, string? Avatar)>(
                    $"""
                    select m.chat_id, u.id, u.username, u.avatar from memberships m join users u on u.id = m.user_id
                    where m.chat_id in {db.Database.Listed("bigint")} and m.user_id <> @user
                    """,
                    new { rows = Database.Values(chats), user }
                )
                .ToDictionary(row => row.Chat, row => new PublicUser(row.Id, row.Username, row.Avatar));

    /// <summary>Returns how many members of each room have an open connection anywhere; readers do not count.</summary>
    public static Dictionary<long, int> CountOnline(Queries db, IReadOnlyCollection<long> chats, Presence presence) =>
        db.List<(long Chat, long Count)>(
                $"""
                select chat_id, count(*) from memberships
                where chat_id in {db.Database.Listed("bigint")}
                and user_id in {db.Database.Listed("bigint", "online")} and role <> 'reader' group by chat_id
                """,
                new { rows = Database.Values(chats), online = Database.Values(presence.Users()) }
            )
            .ToDictionary(row => row.Chat, row => (int)row.Count);

    /// <summary>How many take part; readers do not count.</summary>
    public static Dictionary<long, long> CountMembers(Queries db, IEnumerable<long> chats) =>
        db.List<(long Chat, long Count)>(
                $"""
                select chat_id, count(*) from memberships
                where chat_id in {db.Database.Listed("bigint")} and role <> 'reader' group by chat_id
                """,
                new { rows = Database.Values(chats) }
            )
            .ToDictionary(row => row.Chat, row => row.Count);
}
