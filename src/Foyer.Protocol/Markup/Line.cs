namespace Foyer.Protocol.Markup;

/// <summary>A line of the message, or the rest of one inside a quote or a list.</summary>
/// <param name="Column">The column of the character at <paramref name="At"/>.</param>
/// <param name="Pad">Columns of a tab that extends into the line.</param>
internal readonly record struct Line(string Text, int At, int End, int Column = 0, int Pad = 0)
{
    public bool IsBlank => Content.IsEmpty;

    /// <summary>The line without white space around it.</summary>
    public ReadOnlySpan<char> Content => Text.AsSpan(Start, End - Start).TrimEnd(" \t");

    /// <summary>The position of the first character that is not white space.</summary>
    public int Start
    {
        get
        {
            var at = At;
            while (at < End && Text[at] is ' ' or '\t')
                at++;
            return at;
        }
    }

    /// <summary>Columns of white space at the beginning.</summary>
    public int Indent
    {
        get
        {
            var column = Column;
            for (var at = At; at < End && Text[at] is ' ' or '\t'; at++)
                column += Step(at, column);
            return column - Column + Pad;
        }
    }

    /// <summary>Removes at most this number of columns of white space.</summary>
    public Line Strip(int width)
    {
        var (at, column) = (At, Column);
        var pad = Pad - Math.Min(Pad, width);
        width -= Pad - pad;
        for (; width > 0 && at < End && Text[at] is ' ' or '\t'; at++)
        {
            var step = Step(at, column);
            column += step;
            pad = Math.Max(0, step - width);
            width = Math.Max(0, width - step);
        }
        return this with { At = at, Column = column, Pad = pad };
    }

    /// <summary>Returns the line after its indent and a mark of this length.</summary>
    public Line Behind(int length)
    {
        var mark = Strip(Indent);
        return mark with { At = mark.At + length, Column = mark.Column + length, Pad = 0 };
    }

    private int Step(int at, int column) => Text[at] == '\t' ? 4 - column % 4 : 1;
}
