namespace Foyer.Server.Moderation;

/// <summary>What somebody does with a power, as the audit trail keeps it.</summary>
/// <param name="Action">kick, ban, unban, kill …</param>
/// <param name="Subject">The name of whom it is done to, as it was given; null when it concerns nobody.</param>
/// <param name="Detail">Seconds, reason, role.</param>
public sealed record Deed(Actor By, string Action, string? Subject = null, string? Detail = null);
