namespace Foyer.Server.Messages;

/// <summary>A stored message and whom it speaks to in particular.</summary>
/// <param name="Partner">The other one of a direct room.</param>
public sealed record Addressed(Message Message, Named Named, long? Partner)
{
    internal bool SpeaksToSomebody => Partner is not null || !Named.IsNobody || Message.ReplyTo is not null;
}
