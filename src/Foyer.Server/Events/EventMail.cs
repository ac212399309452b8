using Foyer.Server.Accounts;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>A step: the notice as a mail, where it is worth one and mail is on. It waits in the outbox, in the same transaction.</summary>
public sealed class EventMail(Outbox outbox, Unsubscribing unsubscribing, FoyerSettings settings)
{
    private const long Lifetime = 2 * Clock.Day;

    public void Put(Write write, Notice notice)
    {
        if (!outbox.IsOpen || notice.Mail is not { } headline)
            return;
        if (Account.ById(write, notice.User) is not { EventMails: not 0 } account)
            return;
        var page = notice.Event is { } id ? $"/event-detail?id={id}" : "/event-overview";
        var unsubscribe = unsubscribing.LinkOf(account.Id, MailCategory.Events);
        IReadOnlyList<(string, string)> values =
        [
            ("headline", headline),
            ("username", account.Username),
            ("text", notice.Text.Text),
            ("link", settings.PublicUrl + page),
        ];
        if (notice.IsVital)
            outbox.PutVital(write, account.Email, "event", Lifetime, unsubscribe, values);
        else
            outbox.PutStoppable(write, account.Email, "event", Lifetime, unsubscribe, values);
    }
}
