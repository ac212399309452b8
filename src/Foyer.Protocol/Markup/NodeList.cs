namespace Foyer.Protocol.Markup;

/// <summary>A doubly linked list, so that parts of it are wrapped without copying the rest.</summary>
internal sealed class NodeList
{
    private Node? first;

    public Node? Last { get; private set; }

    public void Add(Node node)
    {
        node.Previous = Last;
        if (Last is null)
            first = node;
        else
            Last.Next = node;
        Last = node;
    }

    /// <summary>Takes all from a node to the end out.</summary>
    public List<Node> Cut(Node from)
    {
        var taken = Between(from, null);
        Last = from.Previous;
        if (Last is null)
            first = null;
        else
            Last.Next = null;
        return [from, .. taken];
    }

    /// <summary>What lies between two nodes, or behind the first one.</summary>
    public static List<Node> Between(Node from, Node? to)
    {
        var between = new List<Node>();
        for (var node = from.Next; node is not null && node != to; node = node.Next)
            between.Add(node);
        return between;
    }

    /// <summary>Puts one node in the place of what lies between two.</summary>
    public static void Replace(Node from, Node to, Node node)
    {
        (node.Previous, node.Next) = (from, to);
        from.Next = to.Previous = node;
    }

    public List<Node> ToList() => first is null ? [] : [first, .. Between(first, null)];
}
