using System.Globalization;
using Foyer.Protocol.Markup;
using Spectre.Console;
using Spectre.Console.Rendering;
using Hyperlink = Foyer.Protocol.Markup.Link;
using Paragraph = Foyer.Protocol.Markup.Paragraph;

namespace Foyer.Terminal.FullScreen;

/// <summary>The text of a message in rows of a screen, formatted as far as a terminal can.</summary>
/// <param name="me">Whose mentions are highlighted.</param>
/// <param name="style">Of plain text.</param>
internal sealed class MessageRows(RoomEntry entry, long me, Style style, int width)
{
    private const int Narrowest = 10;

    private static readonly Style Code = new(Color.Grey70);
    private static readonly Style Address = new(decoration: Decoration.Underline);
    private static readonly Style Mentioned = new(decoration: Decoration.Bold);
    private static readonly Style MentionsMe = new(Color.Black, Color.Yellow, Decoration.Bold);

    private readonly List<Row> rows = [];

    /// <summary>Returns at least one row.</summary>
    public List<Row> Layout()
    {
        Layout(MessageText.Parse(entry.Text), entry.Subject is { } subject ? $"[{SafeText.Line(subject)}] " : "", "");
        if (rows.Count == 0)
            rows.Add(new Row().Add(entry.Subject is { } alone ? $"[{SafeText.Line(alone)}]" : "", style));
        return rows;
    }

    private void Layout(IReadOnlyList<Block> blocks, string first, string rest)
    {
        Block? previous = null;
        foreach (var block in blocks)
        {
            if (block is Paragraph && previous is Paragraph)
                AddLine([], rest, rest);
            Layout(block, first, rest);
            (previous, first) = (block, rest);
        }
    }

    private void Layout(Block block, string first, string rest)
    {
        switch (block)
        {
            case CodeBlock code:
                foreach (var line in SafeText.Lines(code.Text))
                {
                    AddLine([new Segment(line, Code)], first + "  ", rest + "  ");
                    first = rest;
                }
                break;
            case Quote quote:
                Layout(quote.Blocks, first + "│ ", rest + "│ ");
                break;
            case ItemList list:
                Layout(list, first, rest);
                break;
            case Paragraph paragraph:
                foreach (var line in Lines(paragraph))
                {
                    AddLine(line, first, rest);
                    first = rest;
                }
                break;
        }
    }

    private void Layout(ItemList list, string first, string rest)
    {
        for (var number = 0; number < list.Items.Count; number++)
        {
            var mark = list.IsOrdered
                ? string.Create(CultureInfo.InvariantCulture, $"{(long)list.Start + number}. ")
                : "• ";
            if (list.Items[number].Count == 0)
                AddLine([], first + mark, rest);
            Layout(list.Items[number], first + mark, rest + new string(' ', mark.Length));
            first = rest;
        }
    }

    private void AddLine(IEnumerable<Segment> line, string first, string rest)
    {
        var prefix = first;
        foreach (var row in Row.Wrap(line, Math.Max(Narrowest, width - Row.Cells(first))))
        {
            rows.Add(new Row().Add(prefix, style).Add(row));
            prefix = rest;
        }
    }

    private List<List<Segment>> Lines(Paragraph paragraph)
    {
        var lines = new List<List<Segment>> { new() };
        foreach (var part in paragraph.Parts)
            Add(lines, part, style);
        return lines;
    }

    private void Add(List<List<Segment>> lines, Inline part, Style around)
    {
        switch (part)
        {
            case LineBreak:
                lines.Add([]);
                break;
            case TextRun run:
                lines[^1].AddRange(Marked(run, around));
                break;
            case CodeSpan code:
                lines[^1].Add(new Segment(SafeText.Line(code.Text), around.Combine(Code)));
                break;
            case Emphasis emphasis:
                Add(lines, emphasis.Parts, around.Combine(new Style(decoration: Of(emphasis.Kind))));
                break;
            case Hyperlink link:
                Add(lines, link.Parts, around.Combine(Address));
                if (!link.IsBare)
                    lines[^1].Add(new Segment($" <{SafeText.Line(link.Address)}>", around));
                break;
        }
    }

    private void Add(List<List<Segment>> lines, IReadOnlyList<Inline> parts, Style around)
    {
        foreach (var part in parts)
            Add(lines, part, around);
    }

    // The server provides the positions of mentions.
    private IEnumerable<Segment> Marked(TextRun run, Style around)
    {
        var done = 0;
        foreach (var mention in entry.Mentions)
        {
            var (start, end) = (mention.From - run.At, mention.From - run.At + mention.Length);
            if (start < done || end > run.Text.Length)
                continue;
            yield return new Segment(SafeText.Line(run.Text[done..start]), around);
            yield return new Segment(
                SafeText.Line(run.Text[start..end]),
                around.Combine(mention.Names(me) ? MentionsMe : Mentioned)
            );
            done = end;
        }
        yield return new Segment(SafeText.Line(run.Text[done..]), around);
    }

    private static Decoration Of(EmphasisKind kind) =>
        kind switch
        {
            EmphasisKind.Bold => Decoration.Bold,
            EmphasisKind.Italic => Decoration.Italic,
            EmphasisKind.Struck => Decoration.Strikethrough,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
