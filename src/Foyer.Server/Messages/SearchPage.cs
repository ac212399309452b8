namespace Foyer.Server.Messages;

/// <summary>Some of what was found.</summary>
/// <param name="Next">Where the next page goes on; null at the end.</param>
/// <param name="Partial">True when older messages were not looked at, because only scanning could have found them.</param>
public sealed record SearchPage(List<Message> Messages, string? Next, bool Partial);
