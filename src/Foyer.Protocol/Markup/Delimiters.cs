namespace Foyer.Protocol.Markup;

/// <summary>Decides which runs of marks open and close emphasis (CommonMark 0.30), and matches them.</summary>
internal static class Delimiters
{
    /// <summary>More deeply nested emphasis is ignored, so that no text produces a tree that is slow to render.</summary>
    private const int Deepest = 12;

    public static Delimiter At(string text, int at)
    {
        var mark = text[at];
        var end = at + 1;
        while (end < text.Length && text[end] == mark)
            end++;
        var (previous, next) = (Characters.Before(text, at), Characters.After(text, end));
        var (opens, closes) = mark == '_' ? Underscore(previous, next) : Flanking(previous, next, cjk: true);
        var isMark = mark != '~' || end - at == 2;
        return new Delimiter(mark, at, end - at) { Opens = isMark && opens, Closes = isMark && closes };
    }

    /// <summary>
    /// Wraps the nodes between matching delimiters; other delimiters stay characters. Marks alone, as in (*_*), are not
    /// emphasised.
    /// </summary>
    public static void Resolve(List<Delimiter> delimiters)
    {
        // Below which index no opener is left, by kind of closer.
        var bottom = new Dictionary<(char, bool, int), int>();
        for (var index = 0; index < delimiters.Count; index++)
            while (Match(delimiters, bottom, index) is var found && found >= 0)
            {
                var (opener, closer) = (delimiters[found], delimiters[index]);
                delimiters.RemoveRange(found + 1, index - found - 1);
                foreach (var (kind, limit) in bottom)
                    bottom[kind] = Math.Min(limit, found + 1);
                index = found + 1;
                Wrap(opener, closer);
            }
    }

    // Returns the index of the opener; -1 when there is none.
    private static int Match(List<Delimiter> delimiters, Dictionary<(char, bool, int), int> bottom, int index)
    {
        var closer = delimiters[index];
        if (!closer.Closes || closer.Length == 0)
            return -1;
        var kind = (closer.Mark, closer.Opens, closer.Run % 3);
        for (var at = index - 1; at >= bottom.GetValueOrDefault(kind); at--)
            if (IsPair(delimiters[at], closer))
            {
                if (!HoldsOnlyMarks(delimiters[at], closer))
                    return at;
                delimiters[at].Opens = false;
                return -1;
            }
        bottom[kind] = index;
        return -1;
    }

    private static bool IsPair(Delimiter opener, Delimiter closer) =>
        opener.Opens
        && opener.Mark == closer.Mark
        && opener.Length > 0
        && !((opener.Closes || closer.Opens) && closer.Run % 3 != 0 && (opener.Run + closer.Run) % 3 == 0);

    private static bool HoldsOnlyMarks(Delimiter opener, Delimiter closer)
    {
        var node = opener.Next;
        while (node != closer && node is Delimiter)
            node = node.Next;
        return node == closer;
    }

    private static void Wrap(Delimiter opener, Delimiter closer)
    {
        var used = opener.Length >= 2 && closer.Length >= 2 ? 2 : 1;
        opener.Length -= used;
        closer.Length -= used;
        closer.At += used;
        EmphasisKind kind =
            closer.Mark == '~' ? EmphasisKind.Struck
            : used == 2 ? EmphasisKind.Bold
            : EmphasisKind.Italic;
        var parts = NodeList.Between(opener, closer);
        var depth = 1 + parts.Max(part => part.Depth);
        NodeList.Replace(opener, closer, new Wrapper(null, depth > Deepest ? null : kind, parts, depth));
    }

    // Whether a run is left-flanking and right-flanking. Text without spaces counts as a boundary where its letters are CJK.
    private static (bool Left, bool Right) Flanking(int previous, int next, bool cjk)
    {
        var left =
            !Characters.IsSpace(next)
            && (!Characters.IsPunctuation(next) || IsBoundary(previous) || (cjk && Characters.IsCjk(previous)));
        var right =
            !Characters.IsSpace(previous)
            && (!Characters.IsPunctuation(previous) || IsBoundary(next) || (cjk && Characters.IsCjk(next)));
        return (left, right);
    }

    private static bool IsBoundary(int character) =>
        Characters.IsSpace(character) || Characters.IsPunctuation(character);

    // Not inside words; between two punctuation characters only when one of them is a bracket or similar, so that (^_^) stays
    // unchanged.
    private static (bool Opens, bool Closes) Underscore(int previous, int next)
    {
        var (left, right) = Flanking(previous, next, cjk: false);
        if (!Characters.IsPunctuation(previous) || !Characters.IsPunctuation(next))
            return (
                left && (!right || Characters.IsPunctuation(previous)),
                right && (!left || Characters.IsPunctuation(next))
            );
        return previous == next
            ? (false, false)
            : (
                Characters.IsOpening(previous)
                    || previous is '"' or '\'' or '*' or '~'
                    || Characters.IsOpening(next)
                    || next is '¡' or '¿',
                Characters.IsClosing(next)
                    || next is '"' or '\'' or '*' or '~' or '.' or ',' or ';' or ':' or '!' or '?' or '…'
                    || Characters.IsClosing(previous)
            );
    }
}
