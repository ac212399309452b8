namespace Foyer.Server.Rooms;

/// <summary>One who takes part in a room.</summary>
public sealed record Member(long Id, string Username, string? Avatar, string Role, long JoinedAt);
