using System.Text;
using Foyer.Protocol;

namespace Foyer.Server.Storage.Sqlite;

/// <summary>
/// Chooses the trigrams of the search terms for the query to the full-text index. The results are compared with the terms
/// afterwards, so a few rare trigrams suffice: a common one has a long list and excludes little. A sample of messages estimates
/// how common each is.
/// </summary>
internal sealed class Trigrams
{
    private const int Length = 3;

    // To read and check a message costs as much as so many entries of a list.
    private const int Check = 64;

    private const int Sampled = 1000;

    private volatile Sample sample = new(0, 0, []);

    /// <summary>Returns the query for the index; null when all terms are too short for it.</summary>
    /// <param name="text">Keys of the terms, since the index holds keys.</param>
    public string? Match(Queries db, IReadOnlyList<string> text)
    {
        var known = Known(db);
        var asked = new List<string>();
        // The expected share of messages that contain all chosen trigrams, if they were independent.
        var left = 1.0;
        foreach (
            var (trigram, share) in text.SelectMany(word => Apart(word, known)).Distinct().OrderBy(one => one.Share)
        )
        {
            if (asked.Count > 0 && left * (1 - share) * Check < share)
                break;
            asked.Add($"\"{trigram.Replace("\"", "\"\"")}\"");
            left *= share;
        }
        return asked.Count == 0 ? null : string.Join(' ', asked);
    }

    // The rarest first, then those that do not overlap with a previous one: overlapping ones occur in the same messages.
    private static List<(string Trigram, double Share)> Apart(string word, Sample known)
    {
        var rarest = In(word)
            .Select((trigram, at) => (trigram, at, share: known.Share(trigram)))
            .OrderBy(one => one.share);
        var apart = new List<(string Trigram, int At, double Share)>();
        foreach (var (trigram, at, share) in rarest)
            if (apart.TrueForAll(other => Math.Abs(other.At - at) >= Length))
                apart.Add((trigram, at, share));
        return apart.ConvertAll(one => (one.Trigram, one.Share));
    }

    private static IEnumerable<string> In(string text)
    {
        Rune[] letters = [.. text.EnumerateRunes()];
        for (var at = 0; at + Length <= letters.Length; at++)
            yield return string.Concat(letters[at..(at + Length)]);
    }

    /// <summary>Returns the sample, which is taken again whenever the index has doubled.</summary>
    private Sample Known(Queries db)
    {
        var last = db.First<long>("select indexed_to from messages_indexed");
        return last < 2 * sample.To ? sample : sample = Take(db, last);
    }

    private static Sample Take(Queries db, long last)
    {
        var texts = db.List<string>(
            """
            with recursive every (id) as (select @step union all select id + @step from every where id + @step <= @last)
            select m.text from every e join messages m on m.id = e.id
            """,
            new { step = Math.Max(1, last / Sampled), last }
        );
        var holding = texts
            .SelectMany(text => In(TextKey.Of(text)).Distinct())
            .CountBy(trigram => trigram)
            .ToDictionary();
        return new Sample(last, texts.Count, holding);
    }

    /// <param name="To">The last message at the time of the sample.</param>
    /// <param name="Holding">The number of sampled messages that contain each trigram.</param>
    private sealed record Sample(long To, int Count, Dictionary<string, int> Holding)
    {
        public double Share(string trigram) => (Holding.GetValueOrDefault(trigram) + 1.0) / (Count + 1);
    }
}
