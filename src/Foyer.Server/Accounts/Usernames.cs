using System.Globalization;
using System.Text;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>Validates usernames and decides which two are considered equal.</summary>
public static class Usernames
{
    public const int MaxLength = 32;
    private const int MostMarks = 4;
    private const string WrongLetters = "Use letters, digits, single spaces and _ - . only.";
    private const string WrongEnds = "A username begins and ends with a letter or a digit.";
    private const string WrongScripts = "Use letters of one script only.";

    // Letters and marks that show nothing: Hangul fillers, the grapheme joiner, Khmer and Mongolian invisibles, variation
    // selectors.
    private const string Invisible = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u3164\uFFA0";

    private static readonly HashSet<string> Reserved =
    [
        .. new[]
        {
            "me",
            "admin",
            "system",
            "server",
            "owner",
            "moderator",
            "everyone",
            "all",
            "here",
            "deleted user",
        }.Select(Key),
    ];

    /// <summary>Reads a new name from a field, in its stored form; returns "" when it is invalid.</summary>
    public static string Parse(Fields fields, string attr = "username")
    {
        var name = fields.Text(attr, MaxLength).Normalize(NormalizationForm.FormC);
        if (fields.IsWrong(attr))
            return "";
        if (name.Length > MaxLength)
            fields.Refuse(attr, $"Ensure this field has no more than {MaxLength} characters.", "max_length");
        else if (Wrong(name) is { } detail)
            fields.Refuse(attr, detail);
        else if (Reserved.Contains(Key(name)))
            fields.Refuse(attr, "This name is reserved.", "reserved");
        return name;
    }

    /// <summary>Returns the comparison key: besides <see cref="TextKey"/>, look-alike letters are merged.</summary>
    /// <param name="name">Null, as of a form without its field, has a key that no account has.</param>
    public static string Key(string? name) => Confusables.Skeleton(TextKey.Of(name ?? ""));

    private static string? Wrong(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        if (!Array.TrueForAll(runes, IsAllowed) || name.Contains("  ", StringComparison.Ordinal))
            return WrongLetters;
        if (!IsEnd(runes[0]) || !IsLast(runes))
            return WrongEnds;
        if (HasTooManyMarks(runes))
            return WrongLetters;
        return IsOneScript(name) ? null : WrongScripts;
    }

    private static bool IsAllowed(Rune rune) =>
        rune.Value is '_' or '-' or '.' or ' ' || ((IsEnd(rune) || IsMark(rune)) && !IsInvisible(rune));

    private static bool IsEnd(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsInvisible(Rune rune) =>
        rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
        || (rune.IsBmp && Invisible.Contains((char)rune.Value));

    /// <summary>A name ends with a letter, which may carry marks, or a digit.</summary>
    private static bool IsLast(Rune[] runes)
    {
        var last = Array.FindLast(runes, rune => !IsMark(rune));
        return IsEnd(last);
    }

    private static bool HasTooManyMarks(Rune[] runes)
    {
        var marks = 0;
        foreach (var rune in runes)
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks)
                return true;
        }
        return false;
    }

    private static bool IsOneScript(string name)
    {
        var scripts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rune in name.Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Rune.IsLetter(rune) && UnicodeScripts.ScriptOf(rune) is { Length: > 0 } script)
                scripts.Add(script);
        return scripts.Count <= 1
            || scripts.IsSubsetOf([UnicodeScripts.Latin, .. UnicodeScripts.EastAsian])
                && scripts.Overlaps(UnicodeScripts.EastAsian);
    }
}
