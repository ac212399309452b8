using System.Globalization;
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
        var conditions = $"and {Reach} {Conditions(db, query, values)}";
        var most = query.ByTime ? query.Limit + 1 : Candidates + 1;
        if (query.ByTime && SearchRank.ReadPlace(query.Cursor) is { } place)
        {
            conditions += " and m.id < @place";
            values.Add("place", place.Id);
        }
        var (found, partial) = FindMatches(db, query, conditions, values, most);
        return query.ByTime
            ? Newest(db, found, query, partial)
            : Best(db, found, query, partial || found.Count > Candidates);
    }

    /// <summary>The reader's time zone as their profile has it, else the community's.</summary>
    private DateTimeZone ZoneOf(Queries db, long user) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(
            db.First<string>("select time_zone from users where id = @user", new { user }) ?? settings.TimeZone
        ) ?? DateTimeZone.Utc;

    /// <summary>Conditions on <c>m</c> for everything asked, words included: the index is only a quick way to candidates.</summary>
    private static string Conditions(Queries db, SearchQuery query, DynamicParameters values)
    {
        var sql = TextSearch.Containing(db, query.Terms, values);
        if (query.From is { } from)
        {
            sql += " and m.user_id = @from";
            values.Add("from", Account.ByName(db, from)?.Id ?? 0);
        }
        if (query.In is { } room)
        {
            sql += " and m.chat_id in (select id from chats where id = @roomId or name_key = @roomName)";
            values.Add(
                "roomId",
                long.TryParse(room, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
            );
            values.Add("roomName", TextKey.Of(room));
        }
        if (query.Before is not null)
            sql += " and m.created_at < @Before";
        if (query.After is not null)
            sql += " and m.created_at >= @After";
        return sql + string.Concat(query.Has.Select(thing => " and " + Carrying(thing)));
    }

    /// <summary>The newest that fit, and whether older ones were left out unseen.</summary>
    private static (List<TextMatch> Found, bool Partial) FindMatches(
        Queries db,
        SearchQuery query,
        string conditions,
        DynamicParameters values,
        int most
    )
    {
        if (db.Database.Match(db, query.Terms) is { } match)
            return (TextSearch.Indexed(db, match, conditions, values, oldest: false, most), false);
        // The message above which the newest so many lie; null when there are fewer in all.
        var floor = db.First<long?>($"select id from messages order by id desc limit 1 offset {Scanned}");
        var found = TextSearch.Scan(db, floor ?? 0, conditions, values, oldest: false, most);
        return (found, floor is not null && found.Count < most);
    }

    private static string Carrying(string thing) =>
        thing switch
        {
            "file" => "exists (select 1 from attachments a where a.message_id = m.id)",
            "image" => "exists (select 1 from attachments a where a.message_id = m.id and a.type like 'image/%')",
            "link" => "(m.text like '%http://%' or m.text like '%https://%')",
            "reaction" => "exists (select 1 from reactions r where r.message_id = m.id)",
            _ => "exists (select 1 from pins p where p.message_id = m.id)",
        };

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

/// <summary>How well a text fits: whole words before parts of words, all of them in a row before apart.</summary>
internal static class SearchRank
{
    /// <param name="terms">Keys of words.</param>
    public static int From(string text, IReadOnlyList<string> terms)
    {
        text = TextKey.Of(text);
        var rank = terms.Count(word => IsWhole(text, word)) * 2;
        if (terms.Count > 1 && text.Contains(string.Join(' ', terms), StringComparison.Ordinal))
            rank += 3;
        return terms.Count > 0 && text.StartsWith(terms[0], StringComparison.Ordinal) ? rank + 1 : rank;
    }

    /// <summary>A place in a list by rank and then by id, as a cursor.</summary>
    public static string Place(int rank, long id) => string.Create(CultureInfo.InvariantCulture, $"{rank}_{id}");

    public static (int Rank, long Id)? ReadPlace(string? cursor)
    {
        var parts = cursor?.Split('_') ?? [];
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (rank, id)
            : null;
    }

    private static bool IsWhole(string text, string word)
    {
        for (var at = 0; (at = text.IndexOf(word, at, StringComparison.Ordinal)) >= 0; at++)
            if (
                (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]))
            )
                return true;
        return false;
    }
}
