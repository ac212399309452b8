using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>Reads the e-mail queue; the caller must check the rights.</summary>
public sealed class MailQueries(Database database)
{
    /// <summary>The newest first.</summary>
    public Task<List<MailSummary>> ListAsync(long? before, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<MailRow>(
                        $"{MailRow.Select} where id < @before order by id desc limit @limit",
                        new { before = before ?? long.MaxValue, limit }
                    )
                    .ConvertAll(MailSummary.From),
            cancel
        );

    public Task<MailCounts> CountAsync(CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.One<MailCounts>(
                    """
                    select (select count(*) from mails where sent_at is null and failed_at is null) as Waiting,
                        (select count(*) from mails where failed_at is not null) as Failed,
                        (select count(*) from mails where sent_at is not null) as Sent
                    """
                ),
            cancel
        );
}
