namespace Foyer.Server.Audit;

/// <summary>Which lines of the audit trail somebody wants to see; null asks for nothing in particular.</summary>
/// <param name="By">The name of who did it, whole, in any case.</param>
/// <param name="Action">kick, ban …</param>
/// <param name="Subject">The name of whom it was done to.</param>
/// <param name="Refused">True for tries that were refused, false for what was done.</param>
public sealed record AuditFilter(string? By, string? Action, string? Subject, bool? Refused)
{
    public static readonly AuditFilter All = new(null, null, null, null);

    /// <summary>As it is typed: empty asks for nothing.</summary>
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
