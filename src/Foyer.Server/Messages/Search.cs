using System.Text;
using Dapper;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Finds messages by what their text contains. Words of three characters and more come from the index, which may lag: the
/// rows above it are scanned. Shorter words (東京) are in no trigram and are scanned for.
/// </summary>
public static class Search
{
    // The index knows which messages hold so many letters in a row.
    private const int Trigram = 3;

    /// <summary>Splits what was typed into words; quotes keep a phrase together.</summary>
    public static IReadOnlyList<string> Words(string? typed)
    {
        var words = new List<string>();
        foreach (var (part, index) in (typed ?? "").Split('"').Select((part, index) => (part, index)))
            words.AddRange(
                index % 2 == 1 ? [part.Trim()] : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
        return [.. words.Where(word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Take(16)];
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
        var order = oldest ? "asc" : "desc";
        var indexed = db.First<long>("select indexed_to from messages_indexed");
        var text = Containing(db, words, values);
        values.Add("indexed", indexed);
        var match = Match(words);
        List<long> ids = db.List<long>(
            $"""
            select m.id from messages m where m.chat_id = @chat and m.id > {(
                match is null ? "0" : "@indexed"
            )} {conditions} {text}
            order by m.id {order} limit {limit}
            """,
            values
        );
        if (match is not null)
        {
            values.Add("match", match);
            ids.AddRange(
                db.List<long>(
                    $"{db.Database.Matching("m.id")} and m.chat_id = @chat {conditions} {text} order by t.rowid {order} limit {limit}",
                    values
                )
            );
        }
        var chosen = (oldest ? ids.Distinct().Order() : ids.Distinct().OrderDescending()).Take(limit).ToList();
        var found = MessageLog.List(db, "where m.id in @chosen", new { chosen }).ToDictionary(message => message.Id);
        return [.. chosen.Select(id => found[id])];
    }

    /// <summary>What the index is asked for; null when all words are too short for it.</summary>
    internal static string? Match(IReadOnlyList<string> words)
    {
        var trigrams = words.SelectMany(Trigrams).Distinct(StringComparer.Ordinal);
        var match = string.Join(" ", trigrams.Select(trigram => $"\"{trigram.Replace("\"", "\"\"")}\""));
        return match.Length == 0 ? null : match;
    }

    // Every second and the last: together they hold each letter, and each list that need not be read saves time.
    private static IEnumerable<string> Trigrams(string word)
    {
        Rune[] letters = [.. word.EnumerateRunes()];
        var last = letters.Length - Trigram;
        for (var at = 0; at < last; at += 2)
            yield return string.Concat(letters[at..(at + Trigram)]);
        if (last >= 0)
            yield return string.Concat(letters[last..]);
    }

    // The index knows neither case nor the order of trigrams nor short words: what it finds is checked again, letter by letter.
    internal static string Containing(Queries db, IReadOnlyList<string> words, DynamicParameters values)
    {
        var sql = " and m.deleted_at is null and m.kind in ('text', 'event')";
        for (var i = 0; i < words.Count; i++)
        {
            sql += $" and {db.Database.Fold("m.text")} like @word{i} escape '\\'";
            values.Add($"word{i}", Like.Containing(words[i]));
        }
        return sql;
    }
}
