using System.Globalization;
using System.Text;

namespace Foyer.Protocol;

/// <summary>
/// The rules for text that Foyer accepts: well-formed, without noncharacters and C0 controls other than newline and tab, with at
/// least one visible character. Lengths are counted in UTF-16 code units.
/// </summary>
public static class TextRules
{
    /// <summary>
    /// Returns null, and the text without trailing white space, when it may be stored; else the error, without the field's name.
    /// </summary>
    /// <param name="raw">The text as it was sent.</param>
    /// <param name="max">The maximum length in UTF-16 code units after trimming.</param>
    /// <param name="min">The minimum length; 0 accepts an empty text.</param>
    /// <param name="lines">Whether newline and tab are allowed.</param>
    /// <param name="text">The text to store; "" when refused.</param>
    public static Error? Check(string raw, int max, int min, bool lines, out string text)
    {
        text = "";
        var end = raw.AsSpan().TrimEnd().Length;
        if (end == 0 && min > 0)
            return Blank;
        if (end > max)
            return new Error("max_length", TooLong(max));
        var trimmed = end == raw.Length ? raw : raw[..end];
        if (!IsWellFormed(trimmed))
            return new Error("invalid", "The text is not valid Unicode.");
        if (HasControls(trimmed, lines))
            return new Error("invalid", "Control characters are not allowed.");
        if (end > 0 && !HasVisible(trimmed))
            return Blank;
        if (end < min)
            return new Error("min_length", TooShort(min));
        text = trimmed;
        return null;
    }

    /// <summary>
    /// Returns true when every surrogate has its partner, so that the text can be UTF-8, and there is no noncharacter
    /// (U+FDD0–FDEF, U+xFFFE, U+xFFFF).
    /// </summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyExceptInRange('\0', '\uD7FF');
        if (first < 0)
            return true;
        text = text[first..];
        while (!text.IsEmpty)
        {
            if (
                Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || CharacterRanges.IsNoncharacter(rune.Value)
            )
                return false;
            text = text[length..];
        }
        return true;
    }

    /// <summary>Returns true when there is a C0 control; newline and tab count unless <paramref name="lines"/>.</summary>
    public static bool HasControls(ReadOnlySpan<char> text, bool lines)
    {
        foreach (var character in text)
            if (character < ' ' && !(lines && character is '\n' or '\t'))
                return true;
        return false;
    }

    /// <summary>Returns true when a part is visible: white space, controls, fillers and joiners alone are not.</summary>
    public static bool HasVisible(ReadOnlySpan<char> text)
    {
        if (text.ContainsAnyInRange('!', '~'))
            return true;
        foreach (var rune in text.EnumerateRunes())
            if (IsVisible(rune))
                return true;
        return false;
    }

    /// <summary>Returns true when there is a character that changes the direction of the text around it.</summary>
    public static bool HasDirections(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (CharacterRanges.IsDirection(character))
                return true;
        return false;
    }

    /// <summary>The text without the characters that change the direction of the text around them.</summary>
    public static string WithoutDirections(string text) =>
        HasDirections(text) ? string.Concat(text.Where(character => !CharacterRanges.IsDirection(character))) : text;

    internal static string TooLong(int max) => $"Ensure this field has no more than {max} characters.";

    internal static string TooShort(int min) => $"Ensure this field has at least {min} characters.";

    private static Error Blank => new("blank", "This field may not be blank.");

    // Besides what Unicode calls ignorable: the blank braille pattern, interlinear marks, the empty note head, blanks between
    // hieroglyphs.
    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control
        && rune.Value is not (0x2800 or (>= 0xFFF9 and <= 0xFFFB) or 0x1D159 or (>= 0x13430 and <= 0x13442))
        && !CharacterRanges.IsIgnorable(rune.Value);
}
