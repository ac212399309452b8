using System.Globalization;
using Foyer.Server.Accounts;

namespace Foyer.Server.Messages;

/// <summary>Finds what may be a name behind each @ of a text. Names may hold spaces, so one @ has several readings.</summary>
internal static class MentionWords
{
    /// <summary>Enough for people; a text of nothing but @ costs no more.</summary>
    private const int Most = 50;

    /// <summary>For each @ its readings as keys of names, the longest first.</summary>
    public static List<List<string>> Of(string text)
    {
        var found = new List<List<string>>();
        for (var at = text.IndexOf('@'); at >= 0 && found.Count < Most; at = text.IndexOf('@', at + 1))
            if (at == 0 || !IsWord(text[at - 1]))
                found.Add(Readings(text.AsSpan(at + 1)));
        return found;
    }

    private static List<string> Readings(ReadOnlySpan<char> rest)
    {
        var readings = new List<string>();
        var length = 0;
        while (length < rest.Length && length < Names.Longest && MayStand(rest, length))
            length++;
        for (; length > 0; length--)
            if (IsWord(rest[length - 1]) && (length == rest.Length || !IsWord(rest[length])))
                readings.Add(Names.Key(rest[..length].ToString()));
        return readings;
    }

    private static bool MayStand(ReadOnlySpan<char> text, int at) =>
        IsWord(text[at]) || (at > 0 && (text[at] is '_' or '-' or '.' || (text[at] == ' ' && text[at - 1] != ' ')));

    // Halves of a character count as parts of a word: whether the whole is one, the accounts know.
    private static bool IsWord(char letter) =>
        char.IsLetterOrDigit(letter)
        || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
