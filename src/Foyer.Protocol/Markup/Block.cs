namespace Foyer.Protocol.Markup;

/// <summary>A part of a message that takes lines of its own.</summary>
public abstract record Block;

public sealed record Paragraph(IReadOnlyList<Inline> Parts) : Block;

/// <summary>Code between fences, as it was typed.</summary>
public sealed record CodeBlock(string Text) : Block;

public sealed record Quote(IReadOnlyList<Block> Blocks) : Block;

/// <param name="Start">The number of the first item; without meaning where <paramref name="IsOrdered"/> is false.</param>
public sealed record ItemList(bool IsOrdered, int Start, IReadOnlyList<IReadOnlyList<Block>> Items) : Block;
