namespace Foyer.Server.Messages;

/// <summary>One emoji under a message, and who chose it, in the order they came.</summary>
public sealed record Reaction(string Emoji, IReadOnlyList<long> Users);
