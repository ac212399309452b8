using System.Text;

namespace Foyer.Protocol.Markup;

/// <summary>Cuts a message into paragraphs, quotes, lists and code, as docs/message-text.md describes it.</summary>
internal static class BlockParser
{
    /// <summary>The maximum nesting of quotes and lists; deeper ones are shown as they were typed.</summary>
    private const int Deepest = 8;

    public static List<Block> Parse(string text)
    {
        var lines = new List<Line>();
        for (var at = 0; at <= text.Length; )
        {
            var newline = text.IndexOf('\n', at);
            var end = newline < 0 ? text.Length : newline;
            lines.Add(new Line(text, at, end));
            at = end + 1;
        }
        return Parse(lines, 0);
    }

    private static List<Block> Parse(List<Line> lines, int depth)
    {
        var blocks = new List<Block>();
        for (var at = 0; at < lines.Count; )
        {
            var line = lines[at];
            if (line.IsBlank)
                at++;
            else if (FenceOf(line) > 0)
                blocks.Add(ReadCode(lines, ref at));
            else if (depth < Deepest && IsQuoted(line))
                blocks.Add(ReadQuote(lines, depth, ref at));
            else if (depth < Deepest && Marker.Of(line) is { } marker)
                blocks.Add(ReadList(lines, marker, depth, ref at));
            else
                blocks.Add(ReadParagraph(lines, depth, ref at));
        }
        return blocks;
    }

    // Code runs to a closing fence, or to the end.
    private static CodeBlock ReadCode(List<Line> lines, ref int at)
    {
        var opening = lines[at++];
        var (indent, length, mark) = (opening.Indent, FenceOf(opening), opening.Content[0]);
        var code = new StringBuilder();
        for (var first = true; at < lines.Count && !Closes(lines[at], mark, length); at++, first = false)
        {
            var line = lines[at].Strip(indent);
            code.Append(first ? "" : "\n").Append(' ', line.Pad).Append(line.Text, line.At, line.End - line.At);
        }
        at++;
        return new CodeBlock(code.ToString());
    }

    private static Quote ReadQuote(List<Line> lines, int depth, ref int at)
    {
        var quoted = new List<Line>();
        for (; at < lines.Count && IsQuoted(lines[at]); at++)
            quoted.Add(lines[at].Behind(1).Strip(1));
        return new Quote(Parse(quoted, depth + 1));
    }

    private static ItemList ReadList(List<Line> lines, Marker first, int depth, ref int at)
    {
        var items = new List<IReadOnlyList<Block>>();
        for (var marker = first; marker?.Mark == first.Mark; )
        {
            var end = ItemEnd(lines, at, marker);
            var indent = marker.Indent;
            items.Add(Parse([marker.Rest, .. lines[(at + 1)..end].Select(line => line.Strip(indent))], depth + 1));
            at = end;
            var next = SkipBlank(lines, at);
            marker = next < lines.Count ? Marker.Of(lines[next]) : null;
            if (marker?.Mark == first.Mark)
                at = next;
        }
        return new ItemList(first.IsOrdered, first.Start, items);
    }

    // Behind the lines of an item: those that are indented as far as its text, and blank ones between them.
    private static int ItemEnd(List<Line> lines, int at, Marker marker)
    {
        var end = at + 1;
        if (marker.IsEmpty && end < lines.Count && lines[end].IsBlank)
            return end;
        for (int next; (next = SkipBlank(lines, end)) < lines.Count && lines[next].Indent >= marker.Indent; )
            end = next + 1;
        return end;
    }

    private static int SkipBlank(List<Line> lines, int at)
    {
        while (at < lines.Count && lines[at].IsBlank)
            at++;
        return at;
    }

    private static Paragraph ReadParagraph(List<Line> lines, int depth, ref int at)
    {
        var joined = new StringBuilder();
        var places = new List<(int Joined, int Source)>();
        for (var first = at; at < lines.Count && (at == first || GoesOn(lines[at], depth)); at++)
        {
            if (at > first)
                joined.Append('\n');
            places.Add((joined.Length, lines[at].Start));
            joined.Append(lines[at].Content);
        }
        var text = joined.ToString();
        return new Paragraph(new Inlines(text, Source(places)).Of(new InlineParser(text).Parse()));
    }

    private static bool GoesOn(Line line, int depth) =>
        !line.IsBlank
        && FenceOf(line) == 0
        && (depth >= Deepest || (!IsQuoted(line) && Marker.Of(line) is not { IsEmpty: false, Start: 1 }));

    // Positions are requested in ascending order, except within links.
    private static Func<int, int> Source(List<(int Joined, int Source)> places)
    {
        var line = 0;
        return at =>
        {
            while (places[line].Joined > at)
                line--;
            while (line + 1 < places.Count && places[line + 1].Joined <= at)
                line++;
            return places[line].Source + at - places[line].Joined;
        };
    }

    private static bool IsQuoted(Line line) => line.Content is ['>', ..] && line.Indent <= 3;

    // Returns the length of the code fence that the line opens; 0 when it opens none.
    private static int FenceOf(Line line)
    {
        var content = line.Content;
        if (content is not (['`', '`', '`', ..] or ['~', '~', '~', ..]) || line.Indent > 3)
            return 0;
        var mark = content[0];
        var end = content.IndexOfAnyExcept(mark);
        if (end < 0)
            return content.Length;
        return mark == '`' && content[end..].Contains('`') ? 0 : end;
    }

    private static bool Closes(Line line, char mark, int length)
    {
        var content = line.Content;
        return content.Length >= length && !content.ContainsAnyExcept(mark) && line.Indent <= 3;
    }
}
