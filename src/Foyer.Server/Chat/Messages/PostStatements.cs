using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>The SQL of <see cref="PostStore"/>, each prepared once and run for one row after the other.</summary>
internal sealed class PostStatements(Database database)
{
    /// <summary>1 room.</summary>
    public string Room { get; } =
        $"select version, talk, archived_at, kind from chats where id = ?1{database.ForUpdate}";

    /// <summary>1 room, 2 person, 3 session, 4 client_id, 5 the message answered, 6 now.</summary>
    public string Check { get; } =
        """
            select u.username, u.avatar, m.role, s.id, b.user_id, k.until, d.id, d.chat_id, q.id
            from (select 1) r
            left join users u on u.id = ?2
            left join sessions s on s.id = ?3 and s.user_id = ?2 and s.expires_at > ?6
            left join bans b on b.user_id = ?2
            left join kicks k on k.user_id = ?2
            left join memberships m on m.chat_id = ?1 and m.user_id = ?2
            left join messages d on d.user_id = ?2 and d.client_id = ?4
            left join messages q on q.id = ?5 and q.chat_id = ?1
            """;

    /// <summary>1 room, 2 version, 3 talk, 4 kind, 5 event, 6 person, 7 text, 8 subject, 9 client_id, 10 the message answered, 11 now, 12 mentions.</summary>
    public string Insert { get; } =
        """
            insert into messages (chat_id, version, talk, kind, event_id, user_id, text, subject, client_id, reply_to, created_at, mentions)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """;

    /// <summary>1 room, 2 version, 3 talk.</summary>
    public string Raise { get; } = "update chats set version = ?2, talk = ?3 where id = ?1";
}
