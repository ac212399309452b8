namespace Foyer.Server.Audit;

/// <summary>One line of the audit trail.</summary>
/// <param name="Refused">The code of the refusal; null when it was done.</param>
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
