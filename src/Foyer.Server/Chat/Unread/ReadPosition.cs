using Foyer.Server.Chat.Messages;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Unread;

/// <summary>How far a person has read a room that they open.</summary>
/// <param name="ReadTo">The read marker; the newest message for a person who has not joined, so that nothing looks unread.</param>
/// <param name="Unread">How many messages are unread.</param>
/// <param name="FirstUnread">Null when nothing is unread.</param>
/// <param name="Newest">Id of the room's newest message.</param>
public sealed record ReadPosition(long ReadTo, long Unread, long? FirstUnread, long Newest)
{
    public static ReadPosition Find(Queries db, long chat, long user)
    {
        if (Chat.Unread.UnreadState.Find(db, chat, user) is { } counts)
            return new(counts.ReadTo, counts.Messages, First(db, counts), counts.Last);
        var newest = db.One<long>("select coalesce(max(id), 0) from messages where chat_id = @chat", new { chat });
        return new(newest, 0, null, newest);
    }

    /// <summary>The page to open the room with: around the first unread message when the latest page shows little of what is before it.</summary>
    public HistoryFilter Opening(Queries db, long chat, HistoryFilter page)
    {
        if (FirstUnread is not { } first)
            return page;
        var after = db.List<long>(
            $"select id from messages where chat_id = @chat and id > @first order by id limit {page.Limit / 2}",
            new { chat, first }
        );
        return after.Count < page.Limit / 2 ? page : page with { Around = first, Limit = page.Limit * 3 / 2 };
    }

    private static long? First(Queries db, UnreadState counts) =>
        counts.Messages == 0
            ? null
            : db.First<long?>(
                """
                select id from messages
                where chat_id = @Chat and id > @ReadTo and deleted_at is null and kind in ('text', 'event')
                and (user_id is null or user_id <> @User)
                order by id limit 1
                """,
                new
                {
                    counts.Chat,
                    counts.ReadTo,
                    counts.User,
                }
            );
}
