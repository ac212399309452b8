namespace Foyer.Protocol.Markup;

public enum EmphasisKind
{
    Italic,
    Bold,
    Struck,
}
