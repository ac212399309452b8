using System.Globalization;
using System.Text;
using Foyer.Protocol.Markup;
using Foyer.Server.Accounts;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Finds what may be a mention in the text of a message. Only a letter, a digit, a mark or <c>_</c> before the @ prevents one; code,
/// fences and addresses are not looked at. Whether a name exists is for <see cref="Mentions"/> to look up. The rules are
/// described in docs/message-text.md.
/// </summary>
internal static class MentionGrammar
{
    /// <summary>A name that is not composed takes more UTF-16 units than <see cref="Usernames.MaxLength"/>.</summary>
    private const int LongestTyped = 3 * Usernames.MaxLength;

    private const int Keycap = 0x20E3;

    /// <summary>In the order of the text; null when it has no @, which costs nothing.</summary>
    public static List<PossibleMention>? Find(string text)
    {
        if (!text.Contains('@'))
            return null;
        var found = new List<PossibleMention>();
        foreach (var run in MessageText.Runs(MessageText.Parse(text)))
            Find(text, run, found);
        return found;
    }

    private static void Find(string text, TextRun run, List<PossibleMention> found)
    {
        for (var at = run.Text.IndexOf('@'); at >= 0; at = run.Text.IndexOf('@', at + 1))
            if (!IsInWord(text, run.At + at, isFirst: at == 0) && NamesAt(run.Text, at + 1) is { Count: > 0 } names)
                found.Add(new PossibleMention(run.At + at, names));
    }

    // An underscore right before a run of text is a mark of emphasis: _@ada_ is a mention.
    private static bool IsInWord(string text, int at, bool isFirst) =>
        RuneBefore(text, at) is { } previous
        && !IsEmojiEnd(previous)
        && (IsWord(previous) || (previous.Value == '_' && !isFirst));

    private static List<PossibleName> NamesAt(string text, int start)
    {
        var names = new List<PossibleName>();
        var (end, letters) = (start, 0);
        var previous = default(Rune);
        while (
            letters < Usernames.MaxLength
            && end - start < LongestTyped
            && RuneAt(text, end) is { } rune
            && MayFollow(previous, rune, end == start)
        )
        {
            end += rune.Utf16SequenceLength;
            letters += IsMark(rune) ? 0 : 1;
            if (IsWord(rune) && EndsAt(text, end, rune))
                names.Add(new PossibleName(end - start, Usernames.Key(text[start..end])));
            previous = rune;
        }
        names.Reverse();
        return names;
    }

    private static bool MayFollow(Rune previous, Rune rune, bool isFirst) =>
        isFirst
            ? IsWord(rune) && !IsMark(rune)
            : IsWord(rune)
                || rune.Value is '_' or '.'
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format
                || (IsSpace(rune) && !IsSpace(previous));

    // A name ends before what is no part of a word, before an emoji, and where another script begins that needs no space: @adaさん.
    private static bool EndsAt(string text, int end, Rune last) =>
        RuneAt(text, end) is not { } next
        || !IsWord(next)
        || (RuneAt(text, end + next.Utf16SequenceLength) is { } behind && IsEmojiEnd(behind))
        || (
            UnicodeScripts.EastAsian.Contains(UnicodeScripts.ScriptOf(next))
            && UnicodeScripts.ScriptOf(next) != UnicodeScripts.ScriptOf(last)
        );

    private static bool IsWord(Rune rune) =>
        Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber || IsMark(rune);

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    // Variation selectors and the keycap are marks by category, but end an emoji: ❤️, 1️⃣.
    private static bool IsEmojiEnd(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or Keycap;

    private static bool IsSpace(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    private static Rune? RuneBefore(string text, int at) =>
        at > 0 && Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var rune, out _) == default ? rune : null;

    private static Rune? RuneAt(string text, int at) =>
        at < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _) == default ? rune : null;
}

/// <summary>An @ with text behind it that is a mention if one of its names exists.</summary>
/// <param name="From">Where the @ stands in the message, in UTF-16 units.</param>
/// <param name="Names">The longest first: names may contain spaces, so one @ can be read in several ways.</param>
public sealed record PossibleMention(int From, IReadOnlyList<PossibleName> Names);

/// <param name="Length">UTF-16 units of the name, without the @.</param>
/// <param name="Key">The name as accounts are looked up by it.</param>
public readonly record struct PossibleName(int Length, string Key);
