using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Notifications.Push;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>Each user's inbox: one list of notifications about messages, friends, invitations and events.</summary>
public sealed class Inbox(Database database, Writer writer, Hub hub, PushWorker push, TimeProvider time)
{
    /// <summary>A step: adds a notification, which is sent live after the commit.</summary>
    public void Add(Write write, Notice notice) => Add(write, [notice]);

    /// <summary>A step: adds many notifications in one statement.</summary>
    public void Add(Write write, IReadOnlyList<Notice> notices)
    {
        if (notices.Count == 0)
            return;
        var rows = JsonSerializer.Serialize(
            notices.Select(notice => new
            {
                person = notice.User,
                kind = notice.Kind.ToText(),
                source = notice.From,
                chat = notice.Chat,
                message = notice.Message,
                @event = notice.Event,
                words = notice.Text?.Text,
                moment = NotificationTime.Format(notice.Text?.Time),
            })
        );
        var ids = write.List<long>(
            $"""
            insert into notifications (user_id, kind, from_id, chat_id, message_id, event_id, text, text_time, created_at)
            select r.person, r.kind, r.source, r.chat, r.message, r.event, r.words, r.moment, @Now
            from {write.Database.Rows(
                ("person", "bigint"),
                ("kind", "text"),
                ("source", "bigint"),
                ("chat", "bigint"),
                ("message", "bigint"),
                ("event", "text"),
                ("words", "text"),
                ("moment", "text")
            )} r where true returning id
            """,
            new { rows, write.Now }
        );
        var notified = ids.Chunk(500).SelectMany(some => Notification.Find(write, some)).ToList();
        write.After(() => Tell(notified));
    }

    /// <summary>A step: marks the entry of this message as mailed. Returns false when there is none or it was mailed before.</summary>
    public static bool MarkMailed(Write write, long message, long user) =>
        write.Execute(
            "update notifications set mailed_at = @Now where message_id = @message and user_id = @user and mailed_at is null",
            new
            {
                write.Now,
                message,
                user,
            }
        ) > 0;

    /// <summary>Returns the newest entries first, one more than the limit when there are more.</summary>
    public Task<List<Notification>> ListAsync(Caller caller, long? before, int limit, CancellationToken cancel) =>
        database.ReadAsync(db => Notification.List(db, caller.User, before, limit, time.Now()), cancel);

    public Task<long> CountUnreadAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(db => Notification.CountUnread(db, caller.User, time.Now()), cancel);

    public Task<Outcome<Notification>> FindAsync(Caller caller, long id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<Notification>>(
            db => Notification.Find(db, [id]) is [var found] && found.User == caller.User ? found : Refusal.NotFound,
            cancel
        );

    /// <summary>Returns one entry and marks it as read.</summary>
    public Task<Outcome<Notification>> OpenAsync(Caller caller, long id, CancellationToken cancel) =>
        writer.WriteAsync<Notification>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                if (Notification.Find(write, [id]) is not [var found] || found.User != caller.User)
                    return Refusal.NotFound;
                write.Execute(
                    "update notifications set read_at = @Now where id = @id and read_at is null",
                    new { id, write.Now }
                );
                TellLeft(write, caller.User);
                return found;
            },
            cancel
        );

    /// <summary>Marks all entries up to that id as read, and returns the number of unread entries left.</summary>
    public Task<Outcome<long>> MarkReadAsync(Caller caller, long upTo, CancellationToken cancel) =>
        writer.WriteAsync<long>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                write.Execute(
                    "update notifications set read_at = @Now where user_id = @User and id <= @upTo and read_at is null",
                    new
                    {
                        caller.User,
                        upTo,
                        write.Now,
                    }
                );
                return TellLeft(write, caller.User);
            },
            cancel
        );

    /// <summary>Sends the unread count to all connections of the user.</summary>
    private long TellLeft(Write write, long user)
    {
        var left = Notification.CountUnread(write, user, write.Now);
        write.After(() =>
            hub.SendToUser(user, Frames.Event("inbox", time.GetUtcNow(), json => json.WriteNumber("unread"u8, left)))
        );
        return left;
    }

    private void Tell(List<Notification> notified)
    {
        var now = time.GetUtcNow();
        foreach (var notification in notified)
        {
            var quiet = IsQuiet(notification, now);
            // A user who looks at one page sees the notification there; their other pages receive it too.
            var attended = hub.Presence.IsLooking(notification.User);
            if (hub.Presence.IsOnline(notification.User))
                hub.SendToUser(notification.User, NotificationJson.ToFrame(notification, quiet, attended, now));
            if (!attended && !quiet)
                push.Enqueue(notification);
        }
    }

    private static bool IsQuiet(Notification notification, DateTimeOffset now) =>
        notification.MuteUntil > Instants.FromInstant(now) || notification.QuietHours.Contains(now);
}
