using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>Mails that wait in a backup when it is restored.</summary>
public static class RestoredMails
{
    private const string IsWaiting = "sent_at is null and failed_at is null";

    /// <summary>A step: removes the e-mails whose link is not in the backup. Returns their number.</summary>
    public static int DropDeadLinks(Write write) =>
        write.Execute(
            $"""
            delete from mails where {IsWaiting} and (
                (link is not null and not exists (select 1 from links where hash = mails.link))
                or (body is null and text like '%?hash=%')
            )
            """
        );

    /// <summary>The others, which will be sent, the oldest first.</summary>
    public static List<MailSummary> List(Queries db) =>
        db.List<MailRow>($"{MailRow.Select} where {IsWaiting} order by id").ConvertAll(MailSummary.From);
}
