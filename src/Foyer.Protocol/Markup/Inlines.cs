namespace Foyer.Protocol.Markup;

/// <summary>Converts the parser's nodes to inlines: joins characters and finds e-mail addresses among them.</summary>
/// <param name="text">The lines of the paragraph, joined by newlines.</param>
/// <param name="source">Returns the position in the message of a character of the text.</param>
internal sealed class Inlines(string text, Func<int, int> source)
{
    public List<Inline> Of(List<Node> nodes, bool inLink = false)
    {
        var parts = new List<Inline>();
        var (from, to) = (0, 0);
        foreach (var node in Opened(nodes))
            if (node is not Run run)
            {
                AddText(parts, from, to, inLink);
                from = to;
                Add(parts, node, inLink);
            }
            else if (run.Length > 0)
            {
                if (run.At != to)
                {
                    AddText(parts, from, to, inLink);
                    from = run.At;
                }
                to = run.At + run.Length;
            }
        AddText(parts, from, to, inLink);
        return parts;
    }

    // Wrappers without an effect are opened without recursion: there may be thousands inside each other.
    private static IEnumerable<Node> Opened(List<Node> nodes)
    {
        var waiting = new Stack<Node>(Enumerable.Reverse(nodes));
        while (waiting.TryPop(out var node))
            if (node is Wrapper { Address: null, Kind: null } flat)
                foreach (var part in Enumerable.Reverse(flat.Parts))
                    waiting.Push(part);
            else
                yield return node;
    }

    private void Add(List<Inline> parts, Node node, bool inLink)
    {
        if (node is Leaf leaf)
            parts.Add(leaf.Inline);
        else if (node is Wrapper { Address: { } address } link && !inLink)
            parts.Add(new Link(address, Of(link.Parts, inLink: true), link.IsBare));
        else if (node is Wrapper { Kind: { } kind } emphasis)
            parts.Add(new Emphasis(kind, Of(emphasis.Parts, inLink)));
        else if (node is Wrapper inner)
            parts.AddRange(Of(inner.Parts, inLink));
    }

    private void AddText(List<Inline> parts, int from, int to, bool inLink)
    {
        if (from == to)
            return;
        var run = text[from..to];
        var at = 0;
        while (!inLink && Addresses.FindMail(run, at, out var start, out var end, out var address))
        {
            if (start > at)
                parts.Add(new TextRun(run[at..start], source(from + at)));
            parts.Add(new Link(address, [new TextRun(run[start..end], source(from + start))], IsBare: true));
            at = end;
        }
        if (at < run.Length)
            parts.Add(new TextRun(run[at..], source(from + at)));
    }
}
