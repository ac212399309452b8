using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Reads messages. The caller checks the access rights.</summary>
public sealed class MessageStore(IMessageCard card)
{
    // What every reading selects, of messages m.
    private const string Columns = """
        m.id, m.chat_id, m.version, m.kind, m.user_id, u.username, u.avatar, m.text, m.subject,
        m.client_id, m.created_at, m.extras, m.edited_at, m.deleted_at,
        m.event_id, m.reply_to, q.user_id, qu.username, q.text, q.deleted_at, m.mentions
        """;

    private const string Joins = """
        left join users u on u.id = m.user_id
        left join messages q on q.id = m.reply_to
        left join users qu on qu.id = q.user_id
        """;

    // What is new has the highest ids, and took a version each: there are no more of them than versions since the known one.
    // What was changed may stand anywhere before them.
    private const string Since = """
        select id from (
            select id, version from messages where chat_id = @chat
            order by id desc limit (select version - @known from chats where id = @chat)
        ) newest where version > @after
        union
        select id from (
            select id from messages where chat_id = @chat and changed = 1 and version > @after order by version limit @most
        ) renewed
        """;

    private const string Select = $"select {Columns} from messages m {Joins}";

    /// <summary>Messages with all that belongs to them.</summary>
    /// <param name="rest">What follows the tables: conditions, order, limit.</param>
    public List<Message> List(Queries db, string rest, object values) =>
        MessageExtras.Fill(db, db.List($"{Select} {rest}", values, Read), card);

    /// <summary>Returns the messages in the order of the ids, without those that no longer exist.</summary>
    public List<Message> List(Queries db, IReadOnlyList<long> ids)
    {
        var found = List(db, $"where m.id in {db.Database.Listed("bigint")}", new { rows = Database.Values(ids) })
            .ToDictionary(message => message.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    public Message? Find(Queries db, long id) => List(db, "where m.id = @id", new { id }).FirstOrDefault();

    /// <summary>
    /// Returns the first messages whose latest version lies in (after, to], in ascending order of versions, where
    /// <see cref="CountChanged"/> found no more than <paramref name="most"/>.
    /// </summary>
    public List<Message> ListChanged(Queries db, long chat, long after, long to, long most, int limit) =>
        List(
            db,
            $"where m.id in ({Since}) and m.version <= @to order by m.version limit @limit",
            new
            {
                chat,
                after,
                to,
                most,
                limit,
                known = Math.Max(after, to - most),
            }
        );

    /// <summary>Sets the cards of messages that are about to be broadcast; all of them link to an event.</summary>
    internal void FillCards(Queries db, IReadOnlyList<Message> messages) => card.Fill(db, messages);

    /// <summary>How many there are now, of which <paramref name="to"/> is the version; counted not far beyond <paramref name="most"/>.</summary>
    public static long CountChanged(Queries db, long chat, long after, long to, long most) =>
        db.One<long>(
            $"select count(*) from ({Since}) x",
            new
            {
                chat,
                after,
                most,
                known = Math.Max(after, to - most),
            }
        );

    /// <summary>A step: the message was changed, which takes the room's next version.</summary>
    public static void BumpVersion(Write write, long id, long chat) =>
        write.Execute(
            "update messages set version = @version, changed = 1 where id = @id",
            new { id, version = RoomStore.NextVersion(write, chat) }
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

    // In the order of Columns. By hand, because a page of history is what is read most: none of its values is boxed, and
    // nobody asks what a message that answers none quotes.
    private static Message Read(Row row)
    {
        var message = new Message
        {
            Id = row.Number(0),
            Chat = row.Number(1),
            Version = row.Number(2),
            Kind = row.Enum<MessageKind>(3),
            User = row.NumberOrNull(4),
            Username = row.TextOrNull(5),
            Avatar = row.TextOrNull(6),
            Text = row.Text(7),
            Subject = row.TextOrNull(8),
            ClientId = row.TextOrNull(9),
            CreatedAt = row.Number(10),
            Extras = row.Number(11),
            EditedAt = row.NumberOrNull(12),
            DeletedAt = row.NumberOrNull(13),
            Event = row.TextOrNull(14),
            ReplyTo = row.NumberOrNull(15),
            MentionsJson = row.TextOrNull(20),
        };
        return message.ReplyTo is null
            ? message
            : message with
            {
                QuotedUser = row.NumberOrNull(16),
                QuotedName = row.TextOrNull(17),
                QuotedText = row.TextOrNull(18),
                QuotedDeletedAt = row.NumberOrNull(19),
            };
    }
}
