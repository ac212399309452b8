using Dapper;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.Chat.Search;

/// <summary>
/// Finds messages in all rooms a person may read. Words of three characters and more come from the index and, above it, by
/// scan, so that a stored message is found at once; shorter words and bare filters scan the newest messages in reach.
/// </summary>
public sealed class MessageSearch(Database database, MessageStore messages, FoyerSettings settings)
{
    /// <summary>So many messages are scanned at most where no index helps.</summary>
    public const int Scanned = 50_000;

    /// <summary>Of so many that fit, the best are chosen.</summary>
    private const int Candidates = 400;

    // What one may read: public rooms, and those one is in. Asked for each message, and so only of those that fit.
    private const string Reach = """
        (exists (select 1 from memberships s where s.chat_id = m.chat_id and s.user_id = @user)
        or exists (select 1 from chats c where c.id = m.chat_id and c.kind = 'public'))
        """;

    public Task<Outcome<SearchPage>> FindAsync(Caller caller, SearchQuery query, CancellationToken cancel) =>
        database.ReadAsync(db => Find(db, caller, query), cancel);

    private Outcome<SearchPage> Find(Reader db, Caller caller, SearchQuery query)
    {
        if (query.IsEmpty)
            return Refusal.Invalid("q", "Enter what to look for.", "required");
        var zone = query.HasDates ? ZoneOf(db, caller.User) : DateTimeZone.Utc;
        var values = new DynamicParameters(
            new
            {
                user = caller.User,
                Before = query.Before?.ToInstant(zone),
                After = query.After?.ToInstant(zone),
            }
        );
        var conditions = $"and {Reach} {SearchStatements.Conditions(db, query, values)}";
        var most = query.ByTime ? query.Limit + 1 : Candidates + 1;
        if (query.ByTime && SearchRank.ReadPlace(query.Cursor) is { } place)
        {
            conditions += " and m.id < @place";
            values.Add("place", place.Id);
        }
        var (found, partial) = SearchStatements.Find(db, query, conditions, values, most);
        return query.ByTime
            ? Newest(db, found, query, partial)
            : Best(db, found, query, partial || found.Count > Candidates);
    }

    /// <summary>The reader's time zone as their profile has it, else the community's.</summary>
    private DateTimeZone ZoneOf(Queries db, long user) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(
            db.First<string>("select time_zone from users where id = @user", new { user }) ?? settings.TimeZone
        ) ?? DateTimeZone.Utc;

    private SearchPage Newest(Queries db, List<TextMatch> found, SearchQuery query, bool partial)
    {
        var more = found.Count > query.Limit;
        var page = found.Take(query.Limit).Select(one => one.Id).ToList();
        return new SearchPage(messages.List(db, page), more ? SearchRank.Place(0, page[^1]) : null, partial);
    }

    private SearchPage Best(Queries db, List<TextMatch> found, SearchQuery query, bool partial)
    {
        var ranked = found
            .Select(one => (one.Id, Rank: SearchRank.From(one.Text, query.Terms)))
            .OrderByDescending(one => one.Rank)
            .ThenByDescending(one => one.Id)
            .Where(one =>
                SearchRank.ReadPlace(query.Cursor) is not { } place
                || one.Rank < place.Rank
                || (one.Rank == place.Rank && one.Id < place.Id)
            )
            .Take(query.Limit + 1)
            .ToList();
        var more = ranked.Count > query.Limit;
        var page = ranked.Take(query.Limit).ToList();
        return new SearchPage(
            messages.List(db, page.ConvertAll(one => one.Id)),
            more ? SearchRank.Place(page[^1].Rank, page[^1].Id) : null,
            partial
        );
    }
}

/// <summary>Some of what was found.</summary>
/// <param name="Next">Where the next page goes on; null at the end.</param>
/// <param name="Partial">True when older messages were not looked at, because only scanning could have found them.</param>
public sealed record SearchPage(List<Message> Messages, string? Next, bool Partial);
