using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Pages of a room's messages, by cursor.</summary>
public sealed class History(MessageStore messages)
{
    /// <summary>The page in the order asked, and whether more lies onward and behind.</summary>
    public HistoryPage Find(Queries db, long chat, HistoryFilter page)
    {
        if (page.Around is { } middle)
            return Around(db, chat, page, middle);
        var found = Take(db, chat, page, page.Oldest != page.Near, page.Limit + 1);
        var more = found.Count > page.Limit;
        if (more)
            found.RemoveAt(page.Limit);
        if (page.Near)
            found.Reverse();
        return page.Near
            ? new HistoryPage(found, HasNext: true, HasPrevious: more)
            : new HistoryPage(
                found,
                HasNext: more,
                HasPrevious: found.Count > 0 && Exists(db, chat, page, found[0].Id)
            );
    }

    private HistoryPage Around(Queries db, long chat, HistoryFilter page, long middle)
    {
        var half = page.Limit / 2;
        var older = Take(
            db,
            chat,
            page with
            {
                Before = Math.Min(middle, page.Before ?? middle),
            },
            oldest: false,
            half + 1
        );
        var newer = Take(
            db,
            chat,
            page with
            {
                After = Math.Max(middle - 1, page.After ?? 0),
            },
            oldest: true,
            page.Limit - half + 1
        );
        var (moreOlder, moreNewer) = (older.Count > half, newer.Count > page.Limit - half);
        older.Reverse();
        List<Message> all = [.. older.Skip(moreOlder ? 1 : 0), .. newer.Take(page.Limit - half)];
        if (!page.Oldest)
            all.Reverse();
        return page.Oldest ? new HistoryPage(all, moreNewer, moreOlder) : new HistoryPage(all, moreOlder, moreNewer);
    }

    private bool Exists(Queries db, long chat, HistoryFilter page, long first)
    {
        if (page.Before is null && page.After is null)
            return false;
        var beyond = page.Oldest
            ? page with
            {
                Before = first,
                After = null,
            }
            : page with
            {
                After = first,
                Before = null,
            };
        return Take(db, chat, beyond, !page.Oldest, 1).Count > 0;
    }

    private List<Message> Take(Queries db, long chat, HistoryFilter page, bool oldest, int limit)
    {
        var order = oldest ? "asc" : "desc";
        return page.Terms is { Count: > 0 } text
            ? messages.List(db, TextSearch.InRoom(db, text, Conditions(page), new(Values(chat, page)), oldest, limit))
            : messages.List(
                db,
                $"where m.chat_id = @chat {Conditions(page)} order by m.id {order} limit {limit}",
                Values(chat, page)
            );
    }

    // Only the conditions asked for, so that the plain page stays a walk along one index.
    private static string Conditions(HistoryFilter page) =>
        string.Concat(
            page.Before is null ? "" : " and m.id < @Before",
            page.After is null ? "" : " and m.id > @After",
            page.Author is null ? "" : " and m.user_id = @Author",
            page.From is null ? "" : " and m.created_at >= @From",
            page.To is null ? "" : " and m.created_at < @To"
        );

    private static object Values(long chat, HistoryFilter page) =>
        new
        {
            chat,
            page.Before,
            page.After,
            page.Author,
            page.From,
            page.To,
        };
}

/// <summary>Some messages in the order asked, and whether there are more onward and behind.</summary>
public sealed record HistoryPage(List<Message> Messages, bool HasNext, bool HasPrevious);
