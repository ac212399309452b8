using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>The set-based SQL of <see cref="PostLog"/>; each takes all its rows as one JSON parameter.</summary>
internal sealed class PostStatements(Database database)
{
    // In the order of ids, so that two nodes never wait for each other's rooms.
    public string Rooms { get; } =
        $"""
            select c.id, c.version, c.talk, c.archived_at from chats c
            where c.id in (select chat from {database.Rows(("chat", "bigint"))} r) order by c.id{database.ForUpdate}
            """;

    public string Check { get; } =
        $"""
            select r.n, u.username, u.avatar, m.role, c.kind, s.id, b.user_id, k.until, d.id, d.chat_id, q.id
            from {database.Rows(
                ("n", "bigint"),
                ("chat", "bigint"),
                ("person", "bigint"),
                ("session", "text"),
                ("client", "text"),
                ("reply", "bigint")
            )} r
            left join users u on u.id = r.person
            left join sessions s on s.id = r.session and s.user_id = r.person and s.expires_at > @now
            left join bans b on b.user_id = r.person
            left join kicks k on k.user_id = r.person
            left join chats c on c.id = r.chat
            left join memberships m on m.chat_id = r.chat and m.user_id = r.person
            left join messages d on d.user_id = r.person and d.client_id = r.client
            left join messages q on q.id = r.reply and q.chat_id = r.chat
            order by r.n
            """;

    public string Insert { get; } =
        $"""
            insert into messages (chat_id, version, talk, kind, event_id, user_id, text, subject, client_id, reply_to, created_at)
            select r.chat, r.version, r.talk, case when r.shown is null then 'text' else 'event' end, r.shown, r.person, r.text,
                r.subject, r.client, r.reply, @now
            from {database.Rows(
                ("n", "bigint"),
                ("chat", "bigint"),
                ("version", "bigint"),
                ("talk", "bigint"),
                ("person", "bigint"),
                ("text", "text"),
                ("subject", "text"),
                ("client", "text"),
                ("shown", "text"),
                ("reply", "bigint")
            )} r
            order by r.n
            returning id, chat_id, version
            """;

    public string Raise { get; } =
        $"""
            update chats set version = r.version, talk = r.talk from {database.Rows(
                ("chat", "bigint"),
                ("version", "bigint"),
                ("talk", "bigint")
            )} r where chats.id = r.chat
            """;
}
