using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Reads messages; rights are the caller's to check.</summary>
public static class MessageLog
{
    /// <summary>What every reading selects, of messages <c>m</c>.</summary>
    public const string Columns = """
        m.id, m.chat_id as Chat, m.version, m.kind, m.user_id as "User", u.username, u.avatar, m.text, m.subject,
        m.client_id as ClientId, m.created_at as CreatedAt, m.extras, m.edited_at as EditedAt, m.deleted_at as DeletedAt,
        m.reply_to as ReplyTo, m.event_id as Event, q.user_id as QuotedUser, qu.username as QuotedName, q.text as QuotedText, q.deleted_at as QuotedDeletedAt
        """;

    public const string Joins = """
        left join users u on u.id = m.user_id
        left join messages q on q.id = m.reply_to
        left join users qu on qu.id = q.user_id
        """;

    public const string Select = $"select {Columns} from messages m {Joins}";

    /// <summary>Messages with all that belongs to them.</summary>
    /// <param name="rest">What follows <see cref="Select"/>: conditions, order, limit.</param>
    public static List<Message> List(Queries db, string rest, object values) =>
        Extras.Fill(db, db.List<Message>($"{Select} {rest}", values));

    public static Message? Find(Queries db, long id) => List(db, "where m.id = @id", new { id }).FirstOrDefault();

    /// <summary>The messages whose latest version lies in (after, to], ascending by version (contract section 6, order).</summary>
    public static List<Message> Changed(Queries db, long chat, long after, long to, int limit) =>
        List(
            db,
            "where m.chat_id = @chat and m.version > @after and m.version <= @to order by m.version limit @limit",
            new
            {
                chat,
                after,
                to,
                limit,
            }
        );

    public static long CountChanged(Queries db, long chat, long after, long most) =>
        db.One<long>(
            "select count(*) from (select 1 from messages where chat_id = @chat and version > @after limit @most) x",
            new
            {
                chat,
                after,
                most,
            }
        );

    /// <summary>A step: takes all that was said in a room out of the full-text index, before the room goes.</summary>
    public static void Erase(Write write, long chat)
    {
        foreach (
            var (id, text) in write.List<(long, string)>(
                "select id, text from messages where chat_id = @chat and deleted_at is null and kind in ('text', 'event')",
                new { chat }
            )
        )
            write.Database.TextChanged(write, id, text, "");
    }
}
