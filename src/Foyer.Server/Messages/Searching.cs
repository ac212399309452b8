using Dapper;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Finds messages in all rooms a person may read. Words of three characters and more come from the index and, above it, by
/// scan, so that a stored message is found at once; shorter words and bare filters scan the newest messages in reach.
/// </summary>
public sealed class Searching(Database database)
{
    /// <summary>So many messages are scanned at most where no index helps.</summary>
    public const int Scanned = 50_000;

    /// <summary>Of so many that fit, the best are chosen.</summary>
    private const int Candidates = 400;

    // What one may read: public rooms, and those one is in.
    private const string Reach = """
        m.chat_id in (select chat_id from memberships where user_id = @user union select id from chats where kind = 'public')
        """;

    public Task<Outcome<SearchPage>> FindAsync(Caller caller, SearchQuery query, CancellationToken cancel) =>
        database.ReadAsync(db => Find(db, caller, query), cancel);

    private static Outcome<SearchPage> Find(Reader db, Caller caller, SearchQuery query)
    {
        if (query.IsEmpty)
            return Refusal.Invalid("q", "Enter what to look for.", "required");
        var values = new DynamicParameters(
            new
            {
                user = caller.User,
                query.Before,
                query.After,
            }
        );
        var conditions = $"and {Reach} {SearchSql.Conditions(db, query, values)}";
        var most = query.ByTime ? query.Limit + 1 : Candidates + 1;
        if (query.ByTime && SearchRank.ReadPlace(query.Cursor) is { } place)
        {
            conditions += " and m.id < @place";
            values.Add("place", place.Id);
        }
        var (ids, partial) = SearchSql.Ids(db, query, conditions, values, most);
        var found = MessageLog.List(db, "where m.id in @ids order by m.id desc", new { ids });
        return query.ByTime ? Newest(found, query, partial) : Best(found, query, partial || ids.Count > Candidates);
    }

    private static SearchPage Newest(List<Message> found, SearchQuery query, bool partial)
    {
        var more = found.Count > query.Limit;
        var page = found.Take(query.Limit).ToList();
        return new SearchPage(page, more ? SearchRank.Place(0, page[^1].Id) : null, partial);
    }

    private static SearchPage Best(List<Message> found, SearchQuery query, bool partial)
    {
        var ranked = found
            .Select(message => (Message: message, Rank: SearchRank.Of(message.Text, query.Words)))
            .OrderByDescending(one => one.Rank)
            .ThenByDescending(one => one.Message.Id)
            .Where(one =>
                SearchRank.ReadPlace(query.Cursor) is not { } place
                || one.Rank < place.Rank
                || (one.Rank == place.Rank && one.Message.Id < place.Id)
            )
            .Take(query.Limit + 1)
            .ToList();
        var more = ranked.Count > query.Limit;
        var page = ranked.Take(query.Limit).ToList();
        return new SearchPage(
            page.ConvertAll(one => one.Message),
            more ? SearchRank.Place(page[^1].Rank, page[^1].Message.Id) : null,
            partial
        );
    }
}
