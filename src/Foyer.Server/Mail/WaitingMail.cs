using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>An e-mail that waits to be sent.</summary>
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
    string? Error,
    string? Body,
    string? Unsubscribe
)
{
    /// <summary>The name of this queue in the list of failures that admins see.</summary>
    public const string Queue = "mail";

    private const string Emptied = "text = '', html = '', body = null, unsubscribe = null";

    // An abandoned e-mail is usually marked; where even that fails, it must not be attempted again.
    private const string IsDue = """
        sent_at is null and failed_at is null and next_at <= @now and not exists (
            select 1 from failed_items f
            where f.queue = 'mail' and f.item = cast(mails.id as text) and f.abandoned_at is not null
        )
        """;

    /// <summary>Returns only ids, so that an unreadable row does not prevent the others from being read.</summary>
    public static List<long> Due(Queries db, long now, int limit) =>
        db.List<long>($"select id from mails where {IsDue} order by next_at, id limit @limit", new { now, limit });

    /// <summary>The mail, if it is still to be sent.</summary>
    public static WaitingMail? Find(Queries db, long id, long now) =>
        db.First<WaitingMail>(
            $"""
            select id, recipient, subject, text, html, message_id as MessageId, created_at as CreatedAt,
                expires_at as ExpiresAt, tries, error, body, unsubscribe
            from mails where id = @id and {IsDue}
            """,
            new { id, now }
        );

    /// <summary>A step: records the delivery and removes the content, which may hold a link and is no longer needed.</summary>
    public void MarkSent(Write write)
    {
        write.Execute(
            $"update mails set sent_at = @Now, error = null, {Emptied} where id = @Id",
            new { Id, write.Now }
        );
        if (Tries > 0)
            FailedItem.Succeeded(write, Queue, $"{Id}");
    }

    public void MarkExpired(Write write) =>
        write.Execute(
            $"update mails set failed_at = @Now, error = @error, {Emptied} where id = @Id",
            new
            {
                Id,
                error = Error is null ? "too old" : $"too old; the last error was: {Error}",
                write.Now,
            }
        );

    /// <summary>A step: records the final failure. Takes only the id, since reading the row may be what fails.</summary>
    public static void MarkFailed(Write write, long id, FailedItem failed)
    {
        write.Execute(
            "update mails set tries = @Tries, error = @Error, next_at = coalesce(@NextAt, next_at), failed_at = @AbandonedAt where id = @id",
            new
            {
                id,
                failed.Tries,
                failed.Error,
                failed.NextAt,
                failed.AbandonedAt,
            }
        );
        if (failed.IsAbandoned)
            write.Execute($"update mails set {Emptied} where id = @id", new { id });
    }
}
