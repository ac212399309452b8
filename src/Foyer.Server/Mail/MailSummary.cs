using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>The state of a queued e-mail for admins, without its content.</summary>
/// <param name="Recipient">The first letter and the host only, to protect the recipient's privacy.</param>
/// <param name="State">waiting, sent, or failed for good.</param>
/// <param name="NextAt">The next attempt, while it waits.</param>
public sealed record MailSummary(
    long Id,
    string Recipient,
    string Subject,
    string State,
    long Tries,
    string? Error,
    string CreatedAt,
    string? NextAt
)
{
    internal static MailSummary From(MailRow row)
    {
        var state =
            row.SentAt is not null ? "sent"
            : row.FailedAt is not null ? "failed"
            : "waiting";
        return new MailSummary(
            row.Id,
            Masked(row.Recipient),
            row.Subject,
            state,
            row.Tries,
            row.Error,
            Instants.ToText(row.CreatedAt),
            state == "waiting" ? Instants.ToText(row.NextAt) : null
        );
    }

    // Text that is not an address is masked completely.
    private static string Masked(string address) =>
        address.LastIndexOf('@') is > 0 and var at ? $"{address[..1]}…{address[at..]}" : "…";
}

internal sealed record MailRow(
    long Id,
    string Recipient,
    string Subject,
    long Tries,
    string? Error,
    long CreatedAt,
    long NextAt,
    long? SentAt,
    long? FailedAt
)
{
    public const string Select = """
        select id, recipient, subject, tries, error, created_at as CreatedAt, next_at as NextAt, sent_at as SentAt,
            failed_at as FailedAt
        from mails
        """;
}

/// <summary>The number of e-mails by state; sent ones of the last 30 days.</summary>
public sealed record MailCounts(long Waiting, long Failed, long Sent);
