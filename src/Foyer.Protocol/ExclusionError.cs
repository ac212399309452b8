namespace Foyer.Protocol;

/// <summary>The error for a user who is excluded: <c>kicked</c> or <c>banned</c>.</summary>
/// <param name="Until">When it ends, as an instant; null when it does not end by itself.</param>
/// <param name="Reason">As the moderator gave it, or null.</param>
public sealed record ExclusionError(string Code, string Detail, string? Until, string? Reason) : Error(Code, Detail);
