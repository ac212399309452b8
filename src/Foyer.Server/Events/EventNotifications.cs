using Foyer.Server.Live;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// A step that notifies users of events: each notice becomes an entry in the inbox and, where it has a subject, an e-mail. A notice
/// that fails is counted and left out. It neither keeps the other users from theirs nor undoes what they are notified of.
/// </summary>
public sealed class EventNotifications(Inbox inbox, EventMails mail, Hub hub)
{
    public void Notify(Write write, Notice notice)
    {
        Try(write, "event notices", notice, () => inbox.Add(write, notice));
        Try(write, "event mails", notice, () => mail.Enqueue(write, notice));
        // The person who answered an invitation or an offer has one entry less.
        if (notice.From is { } actor)
            hub.InboxChangedAfter(write, actor);
    }

    private static void Try(Write write, string queue, Notice notice, Action step)
    {
        if (write.Try(step) is { } fault)
            WorkItems.Count(write, queue, $"{notice.Kind.ToText()} {notice.Event} {notice.User}", fault);
    }
}
