namespace Foyer.Server.Moderation;

/// <summary>
/// The data that is stored about one user, file by file. Never a hash, a token, or the e-mail address of another user. Columns
/// ending in <c>_at</c> are instants.
/// </summary>
internal static class DataExportTables
{
    public static readonly (string File, string Sql)[] All =
    [
        (
            "account.json",
            """
            select id, username, email, first_name, last_name, age, role, verified_at, created_at, messages_from,
                quiet_from, quiet_to, time_zone, locale
            from users where id = @user
            """
        ),
        (
            "sessions.json",
            """
            select id, created_at, used_at, expires_at, address, agent from sessions where user_id = @user
            and id not in (select session_id from tokens) order by created_at, id
            """
        ),
        (
            "rooms.json",
            """
            select c.id, c.kind, case when c.kind = 'direct' then
                (select u.username from memberships p join users u on u.id = p.user_id where p.chat_id = c.id and p.user_id <> @user)
                else c.name end as name, c.topic, m.role, m.joined_at
            from memberships m join chats c on c.id = m.chat_id where m.user_id = @user order by c.id
            """
        ),
        (
            "reactions.json",
            "select message_id as message, emoji, created_at from reactions where user_id = @user order by message_id, emoji"
        ),
        (
            "reports.json",
            "select message_id as message, reason, status, note, created_at, closed_at from reports where by_id = @user order by id"
        ),
        (
            "friends.json",
            """
            select u.id, u.username, case when f.user_id = @user then 1 else 0 end as asked_by_me, f.created_at, f.accepted_at
            from friends f join users u on u.id = case when f.user_id = @user then f.friend_id else f.user_id end
            where f.user_id = @user or f.friend_id = @user order by u.id
            """
        ),
        (
            "blocked.json",
            """
            select u.id, u.username, k.created_at from blocks k join users u on u.id = k.blocked_id
            where k.user_id = @user order by u.id
            """
        ),
        (
            "events.json",
            """
            select id, title, description, location, date, time, time_zone, duration_minutes, visibility, maximum_attendees,
                price_cents, currency, created_at, changed_at
            from events where creator_id = @user order by starts_at, id
            """
        ),
        (
            "bookings.json",
            """
            select b.id, b.event_id as event, e.title, b.status, b.accepted_date, b.created_at
            from bookings b join events e on e.id = b.event_id where b.user_id = @user order by b.created_at, b.id
            """
        ),
    ];

    /// <summary>One's messages with ids in (after, to].</summary>
    public const string Messages = """
        select m.id, m.chat_id as chat, m.kind, m.subject, m.text, m.reply_to, m.event_id as event, m.created_at, m.edited_at
        from messages m where m.id > @after and m.id <= @to and m.user_id = @user and m.deleted_at is null
        and m.kind in ('text', 'event') order by m.id
        """;

    public const string Files = """
        select a.id, a.message_id as Message, a.name, a.type, a.size, a.file from attachments a join messages m on m.id = a.message_id
        where a.user_id = @user and m.deleted_at is null order by a.id
        """;
}
