namespace Foyer.Server.Messages;

/// <summary>The room one is in now, and whether it was made for it.</summary>
public sealed record Joined(long Chat, bool IsNew);
