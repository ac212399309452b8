namespace Foyer.Protocol;

/// <summary>What text Foyer takes (contract section 1): well-formed, no C0 control but newline and tab, counted in UTF-16 units.</summary>
public static class TextRules
{
    /// <summary>
    /// Null and the text without trailing white space when it may be stored; else what is wrong, without the field's name.
    /// </summary>
    /// <param name="raw">As it was sent.</param>
    /// <param name="max">Longest length in UTF-16 units after trimming.</param>
    /// <param name="min">Shortest length; 1 refuses blank text.</param>
    /// <param name="lines">Whether newline and tab are allowed.</param>
    /// <param name="text">The text to store; "" when refused.</param>
    public static Error? Check(string raw, int max, int min, bool lines, out string text)
    {
        text = "";
        var end = raw.AsSpan().TrimEnd().Length;
        if (end == 0 && min > 0)
            return new Error("blank", "This field may not be blank.");
        if (end > max)
            return new Error("max_length", TooLong(max));
        var trimmed = end == raw.Length ? raw : raw[..end];
        if (!IsWellFormed(trimmed))
            return new Error("invalid", "The text is not valid Unicode.");
        if (HasControls(trimmed, lines))
            return new Error("invalid", "Control characters are not allowed.");
        if (end < min)
            return new Error("min_length", TooShort(min));
        text = trimmed;
        return null;
    }

    /// <summary>True when every surrogate has its partner, so that the text can be UTF-8.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0)
                return true;
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;
            text = text[(at + 2)..];
        }
    }

    /// <summary>True when a C0 control stands in it; newline and tab count unless <paramref name="lines"/>.</summary>
    public static bool HasControls(ReadOnlySpan<char> text, bool lines)
    {
        foreach (var character in text)
            if (character < ' ' && !(lines && character is '\n' or '\t'))
                return true;
        return false;
    }

    internal static string TooLong(int max) => $"Ensure this field has no more than {max} characters.";

    internal static string TooShort(int min) => $"Ensure this field has at least {min} characters.";
}
