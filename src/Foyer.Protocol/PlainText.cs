using System.Globalization;
using System.Text;

namespace Foyer.Protocol;

/// <summary>Makes text safe to show in a terminal or a log, or short enough for a preview.</summary>
public static class PlainText
{
    /// <summary>
    /// Returns the text on one line: controls (C0, C1, DEL), line and paragraph separators and characters that change the
    /// direction of writing are escaped as <c>\u001b</c>. Never throws.
    /// </summary>
    /// <param name="text">Any external input.</param>
    public static string Encode(string text)
    {
        var first = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (first < 0)
            return text;
        var encoded = new StringBuilder(text.Length + 16).Append(text, 0, first);
        foreach (var character in text.AsSpan(first))
            if (IsUnsafe(character))
                encoded.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                encoded.Append(character);
        return encoded.ToString();
    }

    /// <summary>
    /// Returns at most this number of UTF-16 code units from the beginning of the text; never cuts within a user-perceived
    /// character.
    /// </summary>
    public static string Truncate(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var length && end + length <= most)
            end += length;
        return text[..end];
    }

    private static bool IsUnsafe(char character) =>
        char.IsControl(character)
        || character
            is '\u061C'
                or '\u200E'
                or '\u200F'
                or (>= '\u2028' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069');
}
