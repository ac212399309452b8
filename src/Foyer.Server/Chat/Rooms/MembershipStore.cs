using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Steps on memberships, for the verbs of this slice and the higher ones.</summary>
public static class MembershipStore
{
    private const string Members = """
        select u.id, u.username, u.avatar, m.role as RoleText, m.joined_at as JoinedAt from memberships m join users u on u.id = m.user_id
        where m.chat_id = @chat and m.role <> 'reader'
        """;

    /// <summary>Adds the person; false when they were in already. A reader becomes what is asked.</summary>
    public static bool Add(Write write, long chat, long user, RoomRole role)
    {
        var before = Role(write, chat, user);
        if (before > RoomRole.Reader)
            return false;
        write.Execute(
            """
            insert into memberships (chat_id, user_id, role, joined_at) values (@chat, @user, @role, @Now)
            on conflict (chat_id, user_id) do update set role = excluded.role
            """,
            new
            {
                chat,
                user,
                role = role.ToText(),
                write.Now,
            }
        );
        return before != role;
    }

    /// <summary>Takes the person out; false when they were not in.</summary>
    public static bool Remove(Write write, long chat, long user) =>
        write.Execute("delete from memberships where chat_id = @chat and user_id = @user", new { chat, user }) > 0;

    /// <summary>Returns null for outsiders.</summary>
    public static RoomRole? Role(Queries db, long chat, long user) =>
        EnumText.ParseOrNull<RoomRole>(
            db.First<string>(
                "select role from memberships where chat_id = @chat and user_id = @user",
                new { chat, user }
            )
        );

    /// <summary>Ids of all who are in, readers too.</summary>
    public static List<long> ListUsers(Queries db, long chat)
    {
        var members = db.Prepare("select user_id from memberships where chat_id = ?1").Bind(1, chat);
        var users = new List<long>();
        while (members.Step(out var row))
            users.Add(row.Number(0));
        return users;
    }

    /// <summary>Joining counts everything before the join line as read.</summary>
    public static void ReadTo(Write write, long chat, long user, long message) =>
        write.Execute(
            "update memberships set read_to = @message where chat_id = @chat and user_id = @user",
            new
            {
                chat,
                user,
                message,
            }
        );

    /// <summary>Moves the read marker; false when it stays where it is.</summary>
    public static bool Mark(Write write, long chat, long user, long message, bool backwards) =>
        write.Execute(
            $"""
            update memberships set read_to = @message
            where chat_id = @chat and user_id = @user and read_to {(backwards ? "<>" : "<")} @message
            """,
            new
            {
                chat,
                user,
                message,
            }
        ) > 0;

    /// <summary>What of the room the person wants to be told of, and until when nothing loud.</summary>
    public static void Level(Write write, long chat, long user, NotificationLevel level, long? muteUntil) =>
        write.Execute(
            "update memberships set level = @level, mute_until = @muteUntil where chat_id = @chat and user_id = @user",
            new
            {
                chat,
                user,
                level = level.ToText(),
                muteUntil,
            }
        );

    /// <summary>
    /// A room is never without an owner while somebody is in it: the longest-serving moderator, else member, inherits.
    /// Answers who, or null when it had an owner or is empty.
    /// </summary>
    public static long? AppointOwner(Write write, long chat) =>
        write.First<long?>(
            """
            update memberships set role = 'owner'
            where chat_id = @chat
            and not exists (select 1 from memberships where chat_id = @chat and role = 'owner')
            and user_id = (
                select user_id from memberships where chat_id = @chat and role <> 'reader'
                order by case role when 'moderator' then 0 else 1 end, joined_at, user_id limit 1
            )
            returning user_id
            """,
            new { chat }
        );

    public static void SetRole(Write write, long chat, long user, RoomRole role) =>
        write.Execute(
            "update memberships set role = @role where chat_id = @chat and user_id = @user",
            new
            {
                chat,
                user,
                role = role.ToText(),
            }
        );

    public static long CountOwners(Queries db, long chat) =>
        db.One<long>("select count(*) from memberships where chat_id = @chat and role = 'owner'", new { chat });

    /// <summary>One who takes part, by name.</summary>
    public static Member? Find(Queries db, long chat, string name) =>
        db.First<Member>($"{Members} and u.id = @user", new { chat, user = Accounts.Account.ByName(db, name)?.Id });

    public static List<Member> List(Queries db, long chat, long after, int limit) =>
        db.List<Member>(
            $"{Members} and u.id > @after order by u.id limit @limit",
            new
            {
                chat,
                after,
                limit,
            }
        );
}

/// <summary>One who takes part in a room.</summary>
public sealed record Member(long Id, string Username, string? Avatar, string RoleText, long JoinedAt)
{
    public RoomRole Role { get; init; } = EnumText.Parse<RoomRole>(RoleText);
}

/// <summary>What of a room a member wants to be notified of.</summary>
public enum NotificationLevel
{
    All = 1,
    Mentions,
    Nothing,
}
