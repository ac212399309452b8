using Dapper;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Finds messages by what their text contains. Words of three characters and more come from the index, which may lag: the
/// rows above it are scanned. Shorter words (東京) are in no trigram and are scanned for.
/// </summary>
public static class TextSearch
{
    /// <summary>Splits what was typed into the keys of its words; quotes keep a phrase together.</summary>
    public static IReadOnlyList<string> Terms(string? typed)
    {
        var terms = new List<string>();
        foreach (var (part, index) in TextKey.Of(typed ?? "").Split('"').Select((part, index) => (part, index)))
            terms.AddRange(
                index % 2 == 1 ? [part.Trim()] : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
        return [.. terms.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal).Take(16)];
    }

    /// <param name="conditions">Further conditions on <c>m</c>, beginning with "and".</param>
    /// <param name="values">Of the conditions, <c>@chat</c> among them.</param>
    /// <returns>The ids of the first that match, in the order asked.</returns>
    public static List<long> InRoom(
        Queries db,
        IReadOnlyList<string> terms,
        string conditions,
        DynamicParameters values,
        bool oldest,
        int limit
    )
    {
        conditions = $"and m.chat_id = @chat {conditions} {Containing(db, terms, values)}";
        var found = db.Database.Match(db, terms) is { } match
            ? Indexed(db, match, conditions, values, oldest, limit)
            : Scan(db, 0, conditions, values, oldest, limit);
        return found.ConvertAll(one => one.Id);
    }

    /// <summary>The first that fit: from the index, and by scan above it.</summary>
    internal static List<TextMatch> Indexed(
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
                $"{db.Database.Matching(TextMatch.Columns)} {conditions} order by t.rowid {Order(oldest)} limit {most}",
                values,
                TextMatch.FromRow
            )
        );
        var all = found.DistinctBy(one => one.Id);
        return [.. (oldest ? all.OrderBy(one => one.Id) : all.OrderByDescending(one => one.Id)).Take(most)];
    }

    /// <summary>The first above that message that fit.</summary>
    internal static List<TextMatch> Scan(
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
            $"select {TextMatch.Columns} from messages m where m.id > @above {conditions} order by m.id {Order(oldest)} limit {most}",
            values,
            TextMatch.FromRow
        );
    }

    private static string Order(bool oldest) => oldest ? "asc" : "desc";

    // The index knows trigrams alone, and is asked for few of them: what it finds is checked again, letter by letter.
    internal static string Containing(Queries db, IReadOnlyList<string> terms, DynamicParameters values)
    {
        var sql = " and m.deleted_at is null and m.kind in ('text', 'event')";
        for (var i = 0; i < terms.Count; i++)
        {
            sql += $" and {db.Database.KeyOf("m.text")} like @word{i} escape '\\'";
            values.Add($"word{i}", LikePattern.Containing(terms[i]));
        }
        return sql;
    }
}

/// <summary>A message that a search found, as much of it as choosing takes.</summary>
internal sealed record TextMatch(long Id, string Text)
{
    public const string Columns = "m.id, m.text";

    public static TextMatch FromRow(Row row) => new(row.Number(0), row.Text(1));
}
