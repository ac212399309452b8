using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>A mail that is due.</summary>
internal sealed record WaitingMail(
    long Id,
    string Recipient,
    string Subject,
    string Text,
    string Html,
    string MessageId,
    long CreatedAt,
    long ExpiresAt,
    long Tries,
    string? Unsubscribe
)
{
    private const long LongestPause = 6 * Clock.Hour;

    public static List<WaitingMail> Due(Queries db, long now, int limit) =>
        db.List<WaitingMail>(
            """
            select id, recipient, subject, text, html, message_id as MessageId, created_at as CreatedAt, expires_at as ExpiresAt, tries, unsubscribe
            from mails where sent_at is null and failed_at is null and next_at <= @now order by next_at, id limit @limit
            """,
            new { now, limit }
        );

    /// <summary>The words go: they may hold a link, and nobody needs them any more.</summary>
    public void MarkSent(Write write) =>
        write.Execute(
            "update mails set sent_at = @Now, text = '', html = '', error = null where id = @Id",
            new { Id, write.Now }
        );

    public void MarkFailed(Write write, string error) =>
        write.Execute(
            "update mails set failed_at = @Now, text = '', html = '', error = @error where id = @Id",
            new
            {
                Id,
                error,
                write.Now,
            }
        );

    /// <summary>Half a minute, then twice as long each time, up to six hours.</summary>
    public void Postpone(Write write, string error)
    {
        var pause = Math.Min(LongestPause, 30 * Clock.Second << (int)Math.Min(Tries, 20));
        write.Execute(
            "update mails set tries = tries + 1, next_at = @next, error = @error where id = @Id",
            new
            {
                Id,
                error,
                next = write.Now + pause,
            }
        );
    }
}
