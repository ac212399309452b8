using System.Text.RegularExpressions;

namespace Foyer.Server.Web;

/// <summary>The words of a text alone, on one line, for lists and previews; what <c>plainOf</c> is in scripts.</summary>
public static partial class PlainWords
{
    public static string Of(string text)
    {
        var words = Emphasis().Replace(Marked().Replace(Beginning().Replace(text, ""), "${words}"), "${words}");
        return string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // Fences of code, quotes, items of lists.
    [GeneratedRegex(@"^(?:```[^\n`]*$|> ?|[-*] +(?=\S)|[0-9]{1,9}[.)] +(?=\S))", RegexOptions.Multiline)]
    private static partial Regex Beginning();

    // Each mark spelled out, and only the scheme read without regard to case: a text of nothing but marks takes a fifth of the time.
    [GeneratedRegex(
        """
            \*\*(?=\S)(?<words>[^\n]{0,500}?\S)\*\*|~~(?=\S)(?<words>[^\n]{0,500}?\S)~~|`(?<words>[^`\n]+)`|\[(?<words>[^\[\]\n]{1,200})\]\((?i:https?://|mailto:)[^\s<>"'`()]+\)
            """,
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Marked();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}*_])(?<mark>[*_])(?=\S)(?<words>[^\n*_]{0,500}?\S)\k<mark>(?![\p{L}\p{N}*_])",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Emphasis();
}
