namespace Foyer.Protocol.Markup;

/// <summary>A part of a line.</summary>
public abstract record Inline;

/// <param name="At">
/// The position in the message, in UTF-16 code units; the message contains <paramref name="Text"/> there.
/// </param>
public sealed record TextRun(string Text, int At) : Inline;

public sealed record LineBreak : Inline
{
    public static readonly LineBreak Instance = new();
}

public sealed record CodeSpan(string Text) : Inline;

/// <param name="Address">Begins with http:, https: or mailto:.</param>
/// <param name="IsBare">True when the address itself is the text of the link.</param>
public sealed record Link(string Address, IReadOnlyList<Inline> Parts, bool IsBare) : Inline;

public sealed record Emphasis(EmphasisKind Kind, IReadOnlyList<Inline> Parts) : Inline;

public enum EmphasisKind
{
    Italic,
    Bold,
    Struck,
}
