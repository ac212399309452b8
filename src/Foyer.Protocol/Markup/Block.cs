namespace Foyer.Protocol.Markup;

/// <summary>A block of a message, such as a paragraph or a list.</summary>
public abstract record Block;

public sealed record Paragraph(IReadOnlyList<Inline> Parts) : Block;

/// <summary>Code between fences, as it was typed.</summary>
public sealed record CodeBlock(string Text) : Block;

public sealed record Quote(IReadOnlyList<Block> Blocks) : Block;

/// <param name="Start">The number of the first item; meaningless when <paramref name="IsOrdered"/> is false.</param>
public sealed record ItemList(bool IsOrdered, int Start, IReadOnlyList<IReadOnlyList<Block>> Items) : Block;
