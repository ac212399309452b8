using Foyer.Server.Accounts;
using Foyer.Server.Mail;
using Foyer.Server.Notifications;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>A step: the notice as a mail, where it is worth one and mail is on. It waits in the outbox, in the same transaction.</summary>
public sealed class EventMails(MailQueue mailQueue, Unsubscriptions unsubscribing, FoyerSettings settings)
{
    private const long Lifetime = 2 * Instants.Day;

    public void Enqueue(Write write, Notice notice)
    {
        if (!mailQueue.IsEnabled || notice.Mail is not { } headline)
            return;
        if (Account.ById(write, notice.User) is not { EventMails: not 0 } account)
            return;
        var page = notice.Event is { } id ? $"/event-detail?id={id}" : "/event-overview";
        var unsubscribe = unsubscribing.CreateLink(account.Id, MailCategory.Events);
        IReadOnlyList<(string, string)> values =
        [
            ("headline", headline),
            ("username", account.Username),
            ("text", notice.Text?.Text ?? ""),
            ("link", settings.PublicUrl + page),
        ];
        if (notice.IsVital)
            mailQueue.EnqueueRequired(write, account.Email, "event", Lifetime, unsubscribe, values);
        else
            mailQueue.EnqueueUnsubscribable(write, account.Email, "event", Lifetime, unsubscribe, values);
    }
}
