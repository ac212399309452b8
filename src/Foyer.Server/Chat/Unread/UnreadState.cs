using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Unread;

/// <summary>
/// What of a room a person has not read: talk (not the house's lines) above their marker, not deleted, not their own; and how
/// much of it names them, if not said by somebody they blocked. Counted, never stored: all talk above the marker is a
/// difference of two numbers, and only one's own and the deleted are looked up.
/// </summary>
public sealed record UnreadState
{
    private const string Select = """
        select b.chat_id as Chat, b.user_id as "User", b.read_to as ReadTo, b.level as LevelText, b.mute_until as MuteUntil, c.version,
            (select coalesce(max(m.id), 0) from messages m where m.chat_id = b.chat_id) as Last,
            (
                c.talk
                - coalesce((
                    select m.talk from messages m where m.chat_id = b.chat_id and m.id <= b.read_to order by m.id desc limit 1
                ), 0)
                - (
                    select count(*) from messages m
                    where m.user_id = b.user_id and m.chat_id = b.chat_id and m.id > b.read_to and m.kind in ('text', 'event')
                )
                - (
                    select count(*) from messages m
                    where m.chat_id = b.chat_id and m.id > b.read_to and m.deleted_at is not null and m.kind in ('text', 'event')
                    and (m.user_id is null or m.user_id <> b.user_id)
                )
            ) as Messages,
            (
                select count(*) from mentions x join messages m on m.id = x.message_id
                where x.chat_id = b.chat_id and x.user_id in (0, b.user_id) and x.message_id > b.read_to
                and m.deleted_at is null and (m.user_id is null or m.user_id <> b.user_id)
                and not exists (select 1 from blocks k where k.user_id = b.user_id and k.blocked_id = m.user_id)
            ) as Mentions
        from memberships b join chats c on c.id = b.chat_id
        """;

    public long Chat { get; init; }
    public long User { get; init; }

    /// <summary>The marker: the id of the last message that counts as read.</summary>
    public long ReadTo { get; init; }
    public long Version { get; init; }

    /// <summary>Id of the room's newest message.</summary>
    public long Last { get; init; }
    public long Messages { get; init; }
    public long Mentions { get; init; }

    public NotificationLevel Level { get; private init; }
    internal string LevelText
    {
        init => Level = EnumText.Parse<NotificationLevel>(value);
    }
    public long? MuteUntil { get; init; }

    public static UnreadState? Find(Queries db, long chat, long user) =>
        db.First<UnreadState>($"{Select} where b.chat_id = @chat and b.user_id = @user", new { chat, user });

    /// <summary>One person's, in many rooms.</summary>
    public static List<UnreadState> List(Queries db, long user, IReadOnlyCollection<long> chats) =>
        db.List<UnreadState>(
            $"{Select} where b.user_id = @user and b.chat_id in {db.Database.Listed("bigint")}",
            new { user, rows = Database.Values(chats) }
        );

    /// <summary>Many people's, in one room; those who are not members are left out.</summary>
    public static List<UnreadState> ListInRoom(Queries db, long chat, IReadOnlyCollection<long> users) =>
        db.List<UnreadState>(
            $"{Select} where b.chat_id = @chat and b.user_id in {db.Database.Listed("bigint")}",
            new { chat, rows = Database.Values(users) }
        );
}
