namespace Foyer.Protocol.Markup;

/// <summary>Parses one paragraph: escapes, code, links, addresses and emphasis. Runs in linear time.</summary>
/// <param name="text">The lines of the paragraph, joined by newlines.</param>
internal sealed class InlineParser(string text)
{
    private const string Special = "\\`*_~[]\n<hHwW";

    private readonly NodeList nodes = new();
    private readonly List<Delimiter> delimiters = [];
    private readonly Stack<Bracket> brackets = new();

    // Where the last run of so many backticks begins.
    private readonly Dictionary<int, int> lastTicks = [];
    private int at;

    public List<Node> Parse()
    {
        for (var start = text.IndexOf('`'); start >= 0; start = text.IndexOf('`', start))
        {
            var length = TicksAt(start);
            lastTicks[length] = start;
            start += length;
        }
        while (at < text.Length)
            Take(text[at]);
        Delimiters.Resolve(delimiters);
        return nodes.ToList();
    }

    private void Take(char character)
    {
        switch (character)
        {
            case '\\':
                TakeEscape();
                break;
            case '`':
                TakeCode();
                break;
            case '*' or '_' or '~':
                var delimiter = Delimiters.At(text, at);
                delimiters.Add(delimiter);
                Add(delimiter, delimiter.Length);
                break;
            case '[':
                var bracket = new Bracket(at, delimiters.Count);
                brackets.Push(bracket);
                Add(bracket, 1);
                break;
            case ']':
                TakeLink();
                break;
            case '\n':
                Add(new Leaf(LineBreak.Instance), 1);
                break;
            case '<':
                TakeAngle();
                break;
            case 'h' or 'H' or 'w' or 'W':
                TakeAddress();
                break;
            default:
                var end = text.AsSpan(at).IndexOfAny(Special);
                TakeCharacters(end < 0 ? text.Length - at : end);
                break;
        }
    }

    private void Add(Node node, int length)
    {
        nodes.Add(node);
        at += length;
    }

    private void TakeCharacters(int length) => Add(new Run(at, length), length);

    private void TakeEscape()
    {
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (next == '\n')
            Add(new Leaf(LineBreak.Instance), 2);
        else
        {
            if (Characters.IsAsciiPunctuation(next))
                at++;
            TakeCharacters(1);
        }
    }

    private void TakeCode()
    {
        var length = TicksAt(at);
        var start = at + length;
        if (lastTicks.GetValueOrDefault(length, -1) < start)
        {
            TakeCharacters(length);
            return;
        }
        var end = text.IndexOf('`', start);
        for (int run; (run = TicksAt(end)) != length; )
            end = text.IndexOf('`', end + run);
        var code = text[start..end].Replace('\n', ' ');
        if (code.StartsWith(' ') && code.EndsWith(' ') && code.AsSpan().ContainsAnyExcept(' '))
            code = code[1..^1];
        Add(new Leaf(new CodeSpan(code)), end + length - at);
    }

    private int TicksAt(int start)
    {
        var end = text.AsSpan(start).IndexOfAnyExcept('`');
        return end < 0 ? text.Length - start : end;
    }

    private void TakeLink()
    {
        if (
            !brackets.TryPop(out var bracket)
            || !bracket.IsActive
            || nodes.Last == bracket
            || !LinkTarget.Find(text, at + 1, out var end, out var address)
        )
        {
            TakeCharacters(1);
            return;
        }
        var inside = delimiters[bracket.Delimiters..];
        delimiters.RemoveRange(bracket.Delimiters, inside.Count);
        Delimiters.Resolve(inside);
        var parts = nodes.Cut(bracket)[1..];
        foreach (var outer in brackets)
            outer.IsActive = false;
        brackets.Clear();
        Add(new Wrapper(address, null, parts, parts.Max(part => part.Depth)), end - at);
    }

    private void TakeAngle()
    {
        if (LinkTarget.FindAngled(text, at, out var end, out var address))
            Add(Bare(address, at + 1, end - 1), end - at);
        else
            TakeCharacters(1);
    }

    private void TakeAddress()
    {
        if (Addresses.FindWeb(text, at, out var end, out var address))
            Add(Bare(address, at, end), end - at);
        else
            TakeCharacters(1);
    }

    private static Wrapper Bare(string address, int start, int end) =>
        new(address, null, [new Run(start, end - start)], 0) { IsBare = true };
}
