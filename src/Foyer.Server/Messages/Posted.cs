namespace Foyer.Server.Messages;

/// <summary>A stored message, and whether this request stored it.</summary>
public sealed record Posted(Message Message, bool IsNew);
