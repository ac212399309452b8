using System.Globalization;
using System.Text;

namespace Foyer.Protocol.Markup;

/// <summary>The character classes of CommonMark. <see cref="Edge"/> represents the start and the end of a text.</summary>
internal static class Characters
{
    public const int Edge = -1;

    public static int Before(string text, int index) =>
        index == 0 ? Edge
        : index > 1 && char.IsSurrogatePair(text[index - 2], text[index - 1])
            ? char.ConvertToUtf32(text[index - 2], text[index - 1])
        : text[index - 1];

    public static int After(string text, int index) =>
        index >= text.Length ? Edge
        : index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1])
            ? char.ConvertToUtf32(text[index], text[index + 1])
        : text[index];

    /// <summary>Returns the number of UTF-16 code units of the character.</summary>
    public static int Length(int character) => character > 0xFFFF ? 2 : 1;

    public static bool IsSpace(int character) =>
        character is Edge or '\t' or '\n' || Category(character) == UnicodeCategory.SpaceSeparator;

    /// <summary>
    /// In ASCII, everything except letters, digits and spaces; elsewhere punctuation, but no symbols such as emoji.
    /// </summary>
    public static bool IsPunctuation(int character) =>
        character >= 0
        && (
            character < 0x80
                ? IsAsciiPunctuation(character)
                : Category(character) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation
        );

    public static bool IsAsciiPunctuation(int character) =>
        character is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    public static bool IsOpening(int character) =>
        character >= 0
        && Category(character) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    public static bool IsClosing(int character) =>
        character >= 0
        && Category(character) is UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation;

    /// <summary>Returns true for letters of scripts that are written without spaces between words.</summary>
    public static bool IsCjk(int character) =>
        character
            is (>= 0x2E80 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7FF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFF66 and <= 0xFF9F)
                or (>= 0x20000 and <= 0x3FFFF)
        && !IsPunctuation(character);

    public static bool IsLetterOrNumber(int character) =>
        character >= 0
        && Category(character)
            is <= UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber;

    public static bool IsMark(int character) =>
        character >= 0
        && Category(character)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    public static UnicodeCategory Category(int character) =>
        Rune.IsValid(character) ? Rune.GetUnicodeCategory(new Rune(character)) : UnicodeCategory.Surrogate;
}
