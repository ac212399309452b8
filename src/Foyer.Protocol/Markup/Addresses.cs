using System.Globalization;

namespace Foyer.Protocol.Markup;

/// <summary>Finds bare web and e-mail addresses in a text (GFM, extended autolinks).</summary>
internal static class Addresses
{
    private const int LongestUserInfo = 64;
    private const string Scheme = "mailto:";

    /// <summary>The web address that starts here, without the punctuation of the sentence around it.</summary>
    public static bool FindWeb(string text, int start, out int end, out string address)
    {
        (end, address) = (start, "");
        var isBare = Starts(text, start, "www.");
        var host = start + (isBare ? 4 : WebScheme(text, start));
        var previous = Characters.Before(text, start);
        if (host == start || IsWord(previous) || (isBare && previous >= 0 && "@/.:=&?%#+-".Contains((char)previous)))
            return false;
        var behind = HostEnd(text, host);
        if (behind < 0)
            return false;
        end = Trimmed(text, start, Extent(text, behind));
        address = text[start..end];
        if (!isBare)
            return true;
        address = "http://" + address;
        return HasTwoLabels(text.AsSpan(start, end - start));
    }

    /// <summary>Returns the length of <c>http://</c> or <c>https://</c>; 0 when neither is present.</summary>
    public static int WebScheme(string text, int at) =>
        Starts(text, at, "http://") ? 7
        : Starts(text, at, "https://") ? 8
        : 0;

    public static bool Starts(string text, int at, string with) =>
        string.Compare(text, at, with, 0, with.Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Returns the end of the host that begins here, including its port; -1 when there is no host.</summary>
    public static int HostEnd(string text, int at)
    {
        var start = AfterUserInfo(text, at);
        var end = start < text.Length && text[start] == '[' ? NumericEnd(text, start) : NameEnd(text, start);
        if (end < 0 && start > at)
            end = NameEnd(text, at);
        if (end < 0 || end >= text.Length || text[end] != ':')
            return end;
        var port = end + 1;
        while (port < text.Length && port < end + 6 && char.IsAsciiDigit(text[port]))
            port++;
        return port > end + 1 ? port : end;
    }

    /// <summary>The first e-mail address at or after an index.</summary>
    public static bool FindMail(string text, int from, out int start, out int end, out string address)
    {
        for (var at = text.IndexOf('@', from); at >= 0; at = text.IndexOf('@', at + 1))
        {
            end = DomainEnd(text, at + 1);
            if (
                end < 0
                || !(Characters.Before(text, at) is var last && (last == '_' || Characters.IsLetterOrNumber(last)))
            )
                continue;
            start = LocalStart(text, from, at);
            address = Scheme + text[start..end];
            if (start - Scheme.Length >= from && Starts(text, start - Scheme.Length, Scheme))
            {
                if (!IsWord(Characters.Before(text, start - Scheme.Length)))
                {
                    start -= Scheme.Length;
                    address = text[start..end];
                }
            }
            return true;
        }
        (start, end, address) = (-1, -1, "");
        return false;
    }

    private static int AfterUserInfo(string text, int at)
    {
        for (var end = at; end < text.Length && end <= at + LongestUserInfo; end++)
            if (text[end] == '@')
                return end > at ? end + 1 : at;
            else if (Characters.IsSpace(text[end]) || "/?#<>()[]".Contains(text[end]))
                break;
        return at;
    }

    private static int NumericEnd(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && end <= at + 45 && (char.IsAsciiHexDigit(text[end]) || text[end] is ':' or '.'))
            end++;
        return end > at + 2 && end < text.Length && text[end] == ']' ? end + 1 : -1;
    }

    private static int NameEnd(string text, int at)
    {
        var end = at;
        for (int character; (character = Characters.After(text, end)) >= 0; end += Characters.Length(character))
            if (
                !Characters.IsLetterOrNumber(character)
                && (end == at || !(character is '.' or '_' or '-' || Characters.IsMark(character)))
            )
                break;
        return end > at ? end : -1;
    }

    private static int Extent(string text, int host)
    {
        if (host >= text.Length || text[host] is not ('/' or '?' or '#'))
            return host;
        var open = 0;
        for (var end = host; ; )
        {
            var character = Characters.After(text, end);
            if (IsEnd(character) || (character == ']' && open == 0))
                return end;
            open += character switch
            {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            end += Characters.Length(character);
        }
    }

    private static bool IsEnd(int character) =>
        Characters.IsSpace(character)
        || character is '<' or '>' or '"' or '`' or '\\'
        || Characters.Category(character)
            is UnicodeCategory.Control
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || (
            character >= 0x80
            && (IsWide(character) || Characters.IsOpening(character) || Characters.IsClosing(character))
        );

    // Punctuation of Chinese, Japanese and Korean, which no space follows.
    private static bool IsWide(int character) =>
        character
            is (>= 0x3001 and <= 0x3004)
                or (>= 0x3008 and <= 0x3020)
                or (>= 0x3030 and <= 0x303F)
                or (>= 0xFF01 and <= 0xFF0F)
                or (>= 0xFF1A and <= 0xFF20)
                or (>= 0xFF3B and <= 0xFF40)
                or (>= 0xFF5B and <= 0xFF65);

    // A closing bracket is part of the address only if the address also contains its opening one.
    private static int Trimmed(string text, int start, int end)
    {
        var address = text.AsSpan(start, end - start);
        var round = address.Count(')') - address.Count('(');
        var curly = address.Count('}') - address.Count('{');
        for (int last; ; end -= Characters.Length(last))
        {
            last = Characters.Before(text, end);
            var isSurplus = last switch
            {
                ')' => round-- > 0,
                '}' => curly-- > 0,
                < 0x80 => "?!.,:;*_~'\"".Contains((char)last),
                _ => Characters.IsPunctuation(last),
            };
            if (!isSurplus)
                return end;
        }
    }

    private static bool HasTwoLabels(ReadOnlySpan<char> address)
    {
        var end = address.IndexOfAny('/', '?', '#');
        var host = end < 0 ? address : address[..end];
        for (var at = 5; at < host.Length - 1; at++)
            if (host[at] == '.' && host[at - 1] != '.' && host[at + 1] != '.')
                return true;
        return false;
    }

    private static int LocalStart(string text, int from, int at)
    {
        var start = at;
        for (int character; start > from; start -= Characters.Length(character))
        {
            character = Characters.Before(text, start);
            if (!Characters.IsLetterOrNumber(character) && character is not ('.' or '_' or '+' or '-'))
                break;
        }
        while (text[start] is '.' or '+' or '-')
            start++;
        return start;
    }

    private static int DomainEnd(string text, int start)
    {
        var (end, dot) = (start, -1);
        for (int character; (character = Characters.After(text, end)) >= 0; end += Characters.Length(character))
            if (character == '.' && end > start && text[end - 1] != '.')
                dot = end;
            else if (character is not ('_' or '-') && !Characters.IsLetterOrNumber(character))
                break;
        if (end > start && text[end - 1] == '.')
        {
            end--;
            dot = text.LastIndexOf('.', end - 1, end - start);
        }
        return dot > start && text[end - 1] is not ('_' or '-') ? end : -1;
    }

    private static bool IsWord(int character) =>
        character is >= 0 and < 0x80 && char.IsAsciiLetterOrDigit((char)character);
}
