using System.Text;

namespace Foyer.Protocol.Markup;

/// <summary>Reads where a link leads. Only http, https and mailto lead anywhere.</summary>
internal static class LinkTarget
{
    private const int MostParentheses = 32;
    private const string Mail = "mailto:";

    /// <summary>Parses <c>(address "title")</c> after the text of a link; the title is ignored.</summary>
    public static bool Find(string text, int at, out int end, out string address)
    {
        (end, address) = (-1, "");
        if (At(text, at) != '(')
            return false;
        var start = SkipSpace(text, at + 1);
        var isAngled = At(text, start) == '<';
        if (isAngled)
            start++;
        if (!IsAllowed(text, start))
            return false;
        var close = isAngled ? AngledEnd(text, start) : BareEnd(text, start);
        if (close < 0)
            return false;
        address = Unescaped(text[start..close]).Replace(" ", "%20", StringComparison.Ordinal);
        if (!Leads(address))
            return false;
        var behind = isAngled ? close + 1 : close;
        var title = SkipSpace(text, behind);
        end = (title > behind ? SkipSpace(text, TitleEnd(text, title)) : title) + 1;
        return At(text, end - 1) == ')';
    }

    /// <summary>Parses <c>&lt;address&gt;</c>.</summary>
    public static bool FindAngled(string text, int at, out int end, out string address)
    {
        end = at + 1;
        while (end < text.Length && text[end] is not ('<' or '>') && !Characters.IsSpace(text[end]))
            end++;
        address = text[(at + 1)..Math.Min(end, text.Length)];
        if (At(text, end++) != '>')
            return false;
        if (IsAllowed(address, 0))
            return Leads(address);
        var sign = address.IndexOf('@');
        address = Mail + address;
        return sign > 0 && IsDomain(address.AsSpan(Mail.Length + sign + 1)) && !address.Contains('\\');
    }

    private static bool IsAllowed(string text, int at) =>
        Addresses.WebScheme(text, at) > 0
        || (
            Addresses.Starts(text, at, Mail)
            && At(text, at + Mail.Length) is not (' ' or '\t' or '\n' or ')' or '>' or '\0')
        );

    private static bool Leads(string address) =>
        Addresses.WebScheme(address, 0) is var scheme && (scheme == 0 || Addresses.HostEnd(address, scheme) > 0);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var isStart = true;
        foreach (var character in domain)
        {
            if (
                character == '.'
                    ? isStart
                    : character != '-' && !char.IsSurrogate(character) && !Characters.IsLetterOrNumber(character)
            )
                return false;
            isStart = character == '.';
        }
        return !isStart;
    }

    private static char At(string text, int at) => at < text.Length ? text[at] : '\0';

    private static int SkipSpace(string text, int at)
    {
        while (At(text, at) is ' ' or '\t' or '\n')
            at++;
        return at;
    }

    private static int AngledEnd(string text, int at)
    {
        for (; at < text.Length && text[at] is not ('\n' or '<'); at++)
            if (text[at] == '>')
                return at;
            else if (text[at] == '\\')
                at++;
        return -1;
    }

    private static int BareEnd(string text, int at)
    {
        for (var open = 0; ; at++)
        {
            var character = At(text, at);
            if (character is <= ' ' or '\x7F' || (character == ')' && open == 0))
                return open == 0 ? at : -1;
            if (character == '(' && ++open > MostParentheses)
                return -1;
            if (character == ')')
                open--;
            if (character == '\\' && Characters.IsAsciiPunctuation(At(text, at + 1)))
                at++;
        }
    }

    // Returns the end of the title, or the same position when there is none.
    private static int TitleEnd(string text, int at)
    {
        var close = At(text, at) switch
        {
            '"' => '"',
            '\'' => '\'',
            '(' => ')',
            _ => '\0',
        };
        for (var end = at + 1; close != '\0' && end < text.Length; end++)
            if (text[end] == close)
                return end + 1;
            else if (text[end] == '\\')
                end++;
        return at;
    }

    private static string Unescaped(string text)
    {
        if (!text.Contains('\\'))
            return text;
        var unescaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
            unescaped.Append(
                text[at] == '\\' && Characters.IsAsciiPunctuation(At(text, at + 1)) ? text[++at] : text[at]
            );
        return unescaped.ToString();
    }
}
