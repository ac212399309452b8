using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>A step: the notice as a mail, where it is worth one and mail is on. It waits in the outbox, in the same transaction.</summary>
public sealed class EventMail(Outbox outbox, FoyerSettings settings)
{
    private const long Lifetime = 2 * Clock.Day;

    public void Put(Write write, Notice notice)
    {
        if (!outbox.IsOpen || notice.Mail is not { } headline)
            return;
        var (username, email) = write.First<(string, string)>(
            "select username, email from users where id = @User",
            new { notice.User }
        );
        var page = notice.Event is { } id ? $"/event-detail?id={id}" : "/event-overview";
        outbox.Put(
            write,
            email,
            "event",
            Lifetime,
            ("headline", headline),
            ("username", username),
            ("text", notice.Text),
            ("link", settings.PublicUrl + page)
        );
    }
}
