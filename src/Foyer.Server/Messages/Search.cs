using Dapper;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Finds messages by what their text contains. Words of three characters and more come from the index, which may lag: the
/// rows above it are scanned. Shorter words (東京) are in no trigram and are scanned for.
/// </summary>
public static class Search
{
    /// <summary>Splits what was typed into the keys of its words; quotes keep a phrase together.</summary>
    public static IReadOnlyList<string> Words(string? typed)
    {
        var words = new List<string>();
        foreach (var (part, index) in TextKey.Of(typed ?? "").Split('"').Select((part, index) => (part, index)))
            words.AddRange(
                index % 2 == 1 ? [part.Trim()] : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
        return [.. words.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Take(16)];
    }

    /// <param name="conditions">Further conditions on <c>m</c>, beginning with "and".</param>
    /// <param name="values">Of the conditions, <c>@chat</c> among them.</param>
    public static List<Message> InRoom(
        Queries db,
        IReadOnlyList<string> words,
        string conditions,
        DynamicParameters values,
        bool oldest,
        int limit
    )
    {
        conditions = $"and m.chat_id = @chat {conditions} {Containing(db, words, values)}";
        var found = db.Database.Match(db, words) is { } match
            ? Indexed(db, match, conditions, values, oldest, limit)
            : Scan(db, 0, conditions, values, oldest, limit);
        return Read(db, found.ConvertAll(one => one.Id));
    }

    /// <summary>The first that fit: from the index, and by scan above it.</summary>
    internal static List<Candidate> Indexed(
        Queries db,
        string match,
        string conditions,
        DynamicParameters values,
        bool oldest,
        int most
    )
    {
        // In this order, so that what is indexed meanwhile is found twice and not missed.
        var found = Scan(
            db,
            db.First<long>("select indexed_to from messages_indexed"),
            conditions,
            values,
            oldest,
            most
        );
        values.Add("match", match);
        found.AddRange(
            db.List(
                $"{db.Database.Matching(Candidate.Columns)} {conditions} order by t.rowid {Order(oldest)} limit {most}",
                values,
                Candidate.Read
            )
        );
        var all = found.DistinctBy(one => one.Id);
        return [.. (oldest ? all.OrderBy(one => one.Id) : all.OrderByDescending(one => one.Id)).Take(most)];
    }

    /// <summary>The first above that message that fit.</summary>
    internal static List<Candidate> Scan(
        Queries db,
        long above,
        string conditions,
        DynamicParameters values,
        bool oldest,
        int most
    )
    {
        values.Add("above", above);
        return db.List(
            $"select {Candidate.Columns} from messages m where m.id > @above {conditions} order by m.id {Order(oldest)} limit {most}",
            values,
            Candidate.Read
        );
    }

    /// <summary>The messages in the order of their ids; one that went meanwhile is left out.</summary>
    internal static List<Message> Read(Queries db, List<long> ids)
    {
        var found = MessageLog
            .List(db, $"where m.id in {db.Database.Listed("bigint")}", new { rows = Database.Values(ids) })
            .ToDictionary(message => message.Id);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private static string Order(bool oldest) => oldest ? "asc" : "desc";

    // The index knows trigrams alone, and is asked for few of them: what it finds is checked again, letter by letter.
    internal static string Containing(Queries db, IReadOnlyList<string> words, DynamicParameters values)
    {
        var sql = " and m.deleted_at is null and m.kind in ('text', 'event')";
        for (var i = 0; i < words.Count; i++)
        {
            sql += $" and {db.Database.KeyOf("m.text")} like @word{i} escape '\\'";
            values.Add($"word{i}", Like.Containing(words[i]));
        }
        return sql;
    }
}
