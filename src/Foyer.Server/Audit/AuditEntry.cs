namespace Foyer.Server.Audit;

/// <summary>One entry of the audit log.</summary>
/// <param name="Refused">The code of the refusal; null when the action was carried out.</param>
public sealed record AuditEntry(
    long Id,
    long CreatedAt,
    long? ById,
    string ByName,
    string Action,
    long? SubjectId,
    string? Subject,
    string? Detail,
    string? Refused
);
