using System.Text;

namespace Foyer.Terminal;

/// <summary>
/// Makes text of other users safe to print: removes escape sequences, controls and characters that change the direction of
/// writing, so that no text can move the cursor, set the title or imitate a line.
/// </summary>
internal static class SafeText
{
    private const char Escape = '\u001b';
    private const char Bell = '\u0007';

    /// <summary>Returns the text on one line.</summary>
    public static string Line(string? text) => Strip(text ?? "", keepLines: false);

    /// <summary>Line by line, for messages.</summary>
    public static string[] Lines(string? text) => Strip(text ?? "", keepLines: true).Split('\n');

    private static string Strip(string text, bool keepLines)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == Escape)
                at = EndOfSequence(text, at);
            else if (character == '\n')
                clean.Append(keepLines ? '\n' : ' ');
            else if (character == '\t')
                clean.Append("    ");
            else if (!IsUnsafe(text, at))
                clean.Append(character);
        }
        return clean.ToString();
    }

    /// <summary>Returns the index of the last character of the sequence that begins here.</summary>
    private static int EndOfSequence(string text, int start)
    {
        var at = start + 1;
        if (at >= text.Length)
            return start;
        return text[at] switch
        {
            '[' => EndOfControl(text, at),
            ']' or 'P' or 'X' or '^' or '_' => EndOfString(text, at),
            _ => start,
        };
    }

    private static int EndOfControl(string text, int at)
    {
        while (at + 1 < text.Length && text[at + 1] is >= ' ' and <= '?')
            at++;
        return at + 1 < text.Length && text[at + 1] is >= '@' and <= '~' ? at + 1 : at;
    }

    // Ends with BEL or ESC \; only the introducer of an unterminated string is removed, so that no text can vanish after it.
    private static int EndOfString(string text, int at)
    {
        for (var end = at + 1; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] == Bell)
                return end;
            if (text[end] == Escape && end + 1 < text.Length && text[end + 1] == '\\')
                return end + 1;
        }
        return at;
    }

    private static bool IsUnsafe(string text, int at)
    {
        var character = text[at];
        if (char.IsSurrogate(character))
            return !(
                char.IsHighSurrogate(character)
                    ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1])
                    : at > 0 && char.IsHighSurrogate(text[at - 1])
            );
        return char.IsControl(character)
            || character
                is '\u061C'
                    or '\u200E'
                    or '\u200F'
                    or '\uFEFF'
                    or (>= '\u2028' and <= '\u202E')
                    or (>= '\u2060' and <= '\u206F')
                    or (>= '\uFFF9' and <= '\uFFFB');
    }
}
