namespace Foyer.Server.Audit;

/// <summary>Selects entries of the audit log; a null value does not restrict.</summary>
/// <param name="By">The whole name of the acting user, in any case.</param>
/// <param name="Action">kick, ban …</param>
/// <param name="Subject">The name of the user who is acted on.</param>
/// <param name="Refused">True for refused attempts, false for actions that were carried out.</param>
public sealed record AuditFilter(string? By, string? Action, string? Subject, bool? Refused)
{
    public static readonly AuditFilter All = new(null, null, null, null);

    /// <summary>Creates a filter from typed text; an empty field does not restrict.</summary>
    /// <param name="result">done or refused.</param>
    public static AuditFilter From(string? by, string? action, string? subject, string? result) =>
        new(
            Some(by),
            Some(action),
            Some(subject),
            result switch
            {
                "done" => false,
                "refused" => true,
                _ => null,
            }
        );

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
