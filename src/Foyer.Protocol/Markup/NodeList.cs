namespace Foyer.Protocol.Markup;

/// <summary>A doubly linked list, so that a range can be wrapped without copying the rest.</summary>
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

    /// <summary>Removes and returns all nodes from the given one to the end.</summary>
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

    /// <summary>Returns the nodes between two nodes, or after the first one.</summary>
    public static List<Node> Between(Node from, Node? to)
    {
        var between = new List<Node>();
        for (var node = from.Next; node is not null && node != to; node = node.Next)
            between.Add(node);
        return between;
    }

    /// <summary>Replaces the nodes between two nodes with one node.</summary>
    public static void Replace(Node from, Node to, Node node)
    {
        (node.Previous, node.Next) = (from, to);
        from.Next = to.Previous = node;
    }

    public List<Node> ToList() => first is null ? [] : [first, .. Between(first, null)];
}
