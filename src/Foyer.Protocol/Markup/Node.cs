namespace Foyer.Protocol.Markup;

/// <summary>A parsed part of a paragraph, until all delimiters are matched. A node is in one <see cref="NodeList"/>.</summary>
internal abstract class Node
{
    public Node? Previous { get; set; }

    public Node? Next { get; set; }

    /// <summary>How many wrappers are inside each other here.</summary>
    public virtual int Depth => 0;
}

/// <summary>Characters that are shown as they are.</summary>
internal class Run(int at, int length) : Node
{
    public int At { get; set; } = at;

    public int Length { get; set; } = length;
}

internal sealed class Bracket(int at, int delimiters) : Run(at, 1)
{
    public bool IsActive { get; set; } = true;

    /// <summary>The number of delimiters before it.</summary>
    public int Delimiters => delimiters;
}

/// <summary>A run of <c>*</c>, <c>_</c> or <c>~</c> that may open or close emphasis.</summary>
internal sealed class Delimiter(char mark, int at, int run) : Run(at, run)
{
    public char Mark => mark;

    /// <summary>How long it was before any of its marks were used.</summary>
    public int Run { get; } = run;

    public bool Opens { get; set; }

    public bool Closes { get; init; }
}

/// <summary>A break or a code span.</summary>
internal sealed class Leaf(Inline inline) : Node
{
    public Inline Inline => inline;
}

/// <param name="address">The address of a link; null for emphasis.</param>
/// <param name="kind">The kind of emphasis; null when it is nested too deeply to have an effect.</param>
internal sealed class Wrapper(string? address, EmphasisKind? kind, List<Node> parts, int depth) : Node
{
    public string? Address => address;

    public EmphasisKind? Kind => kind;

    public bool IsBare { get; init; }

    public List<Node> Parts => parts;

    public override int Depth => depth;
}
