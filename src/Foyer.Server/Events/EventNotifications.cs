using Foyer.Server.Live;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// The step that events tell people through: each notice is an entry of the inbox and, where it is worth one, a mail. One
/// that fails is counted and left out: it must not keep the other people from theirs, nor undo what they are told of.
/// </summary>
public sealed class EventNotifications(Inbox inbox, EventMails mail, Hub hub)
{
    public void Notify(Write write, Events.EventNotice notice)
    {
        Try(write, "event notices", notice, () => inbox.Add(write, EntryOf(notice)));
        Try(write, "event mails", notice, () => mail.Enqueue(write, notice));
        // The person who answered an invitation or an offer has one entry less.
        if (notice.From is { } actor)
            hub.InboxChangedAfter(write, actor);
    }

    private static void Try(Write write, string queue, Events.EventNotice notice, Action step)
    {
        if (write.Try(step) is { } fault)
            WorkItems.Count(write, queue, $"{notice.Kind} {notice.Event} {notice.User}", fault);
    }

    private static Notice EntryOf(Events.EventNotice notice) =>
        new(
            notice.User,
            notice.Kind,
            notice.From,
            notice.Chat,
            Event: notice.Event,
            Text: notice.Text.Text,
            Time: notice.Text.Time
        );
}
