using Foyer.Server.Events;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>The step that events tell people through: each notice is an entry of the inbox and, where it is worth one, a mail.</summary>
public sealed class EventNotices(Inbox inbox, EventMail mail)
{
    public void Tell(Write write, Events.Notice notice)
    {
        inbox.Add(
            write,
            new Notice(notice.User, notice.Kind, notice.From, notice.Chat, Event: notice.Event, Text: notice.Text)
        );
        mail.Put(write, notice);
    }
}
