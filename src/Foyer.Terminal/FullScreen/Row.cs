using Spectre.Console;
using Spectre.Console.Rendering;

namespace Foyer.Terminal.FullScreen;

/// <summary>One row of the screen, composed of segments of text.</summary>
internal sealed class Row
{
    private readonly List<Segment> pieces = [];

    /// <summary>Cells used so far; East Asian letters use two.</summary>
    public int Width { get; private set; }

    public IReadOnlyList<Segment> Pieces => pieces;

    /// <summary>Equal for equal rows, so that only changed rows are drawn.</summary>
    public string Key =>
        string.Concat(
            pieces.Select(piece =>
                $"{piece.Text}\u0001{piece.Style.Foreground}{piece.Style.Background}{piece.Style.Decoration}\u0002"
            )
        );

    public Row Add(string text, Style? style = null)
    {
        if (text.Length > 0)
        {
            var piece = new Segment(text, style ?? Style.Plain);
            pieces.Add(piece);
            Width += piece.CellCount();
        }
        return this;
    }

    public Row Add(Row other)
    {
        pieces.AddRange(other.pieces);
        Width += other.Width;
        return this;
    }

    /// <summary>Cut or filled to exactly so many cells.</summary>
    public Row Fit(int width, Style? fill = null)
    {
        if (Width <= width)
            return Add(new string(' ', width - Width), fill);
        var fitted = new Row();
        foreach (var piece in pieces)
            fitted.Add(Cut(piece.Text, width - fitted.Width), piece.Style);
        return fitted.Width < width ? fitted.Add(new string(' ', width - fitted.Width), fill) : fitted;
    }

    /// <summary>As much of the text as fits into so many cells, never half a character.</summary>
    public static string Cut(string text, int width)
    {
        var (used, end) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Cells(rune.ToString());
            if (used > width)
                break;
            end += rune.Utf16SequenceLength;
        }
        return text[..end];
    }

    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>Returns the text in lines of at most this number of cells, broken at spaces where possible.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        while (Cells(text) > width)
        {
            var line = Cut(text, width);
            var space = text.Length > line.Length && text[line.Length] == ' ' ? line.Length : line.LastIndexOf(' ');
            var end = space > 0 ? space : Math.Max(line.Length, 1);
            yield return text[..end];
            text = text[end..].TrimStart(' ');
        }
        yield return text;
    }

    /// <summary>
    /// Returns the segments in rows of at most this number of cells, broken at spaces where possible. At least one row.
    /// </summary>
    public static List<Row> Wrap(IEnumerable<Segment> pieces, int width)
    {
        var rows = new List<Row> { new() };
        foreach (var piece in pieces)
        foreach (var word in Words(piece.Text))
            AddWord(rows, word, piece.Style, width);
        return rows;
    }

    private static void AddWord(List<Row> rows, string word, Style style, int width)
    {
        if (rows[^1].Width > 0 && rows[^1].Width + Cells(word) > width)
        {
            rows.Add(new Row());
            word = word.TrimStart(' ');
        }
        while (Cells(word) > width)
        {
            var part = Cut(word, width);
            part = part.Length > 0 ? part : word[..(char.IsHighSurrogate(word[0]) ? 2 : 1)];
            rows[^1].Add(part, style);
            rows.Add(new Row());
            word = word[part.Length..];
        }
        rows[^1].Add(word, style);
    }

    /// <summary>Words, each with the spaces before it.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length; )
        {
            var word = text.AsSpan(start).IndexOfAnyExcept(' ');
            var space = word < 0 ? -1 : text.IndexOf(' ', start + word);
            var end = space < 0 ? text.Length : space;
            yield return text[start..end];
            start = end;
        }
    }
}

/// <summary>How text of the screen looks.</summary>
internal static class Styles
{
    public static readonly Style Bar = new(Color.White, Color.Grey23);
    public static readonly Style Title = new(Color.White, Color.Grey23, Decoration.Bold);
    public static readonly Style Quiet = new(Color.Grey);
    public static readonly Style Loud = new(Color.Yellow, decoration: Decoration.Bold);
    public static readonly Style Bold = new(decoration: Decoration.Bold);
}
