using System.Globalization;
using Foyer.Protocol;

namespace Foyer.Server.Chat.Search;

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
