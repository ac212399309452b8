using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Media;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Edits and deletes messages. Either is a new version of the message, in its place (S001-36, S001-37).</summary>
public sealed class Changing(
    Writer writer,
    Hub hub,
    Spending spending,
    Postscripts postscripts,
    EventLinks links,
    MediaFolder media,
    TimeProvider time
)
{
    /// <summary>The author gives a message other words.</summary>
    public Task<Outcome<Message>> EditAsync(
        Caller caller,
        long id,
        string text,
        Connection? origin,
        CancellationToken cancel
    ) =>
        spending.WriteAsync<Message>(
            caller,
            write =>
            {
                if (MessageRights.ToRead(write, caller, id).Refused(out var refusal, out var found))
                    return refusal;
                var (room, message) = found;
                if (message.User != caller.User || !message.IsTalk)
                    return Refusal.PermissionDenied;
                if (room.CheckWrite() is { } denied)
                    return denied;
                if (message.IsDeleted)
                    return Refusal.MessageDeleted;
                return Edited(write, id, Store(write, message, text), origin);
            },
            cancel
        );

    /// <summary>
    /// Leaves a tombstone: by the author, the room's moderators, in a direct room either side (C-41), and in public rooms the
    /// server's moderators. A second deletion changes nothing.
    /// </summary>
    public Task<Outcome<Message>> DeleteAsync(Caller caller, long id, Connection? origin, CancellationToken cancel) =>
        spending.WriteAsync<Message>(
            caller,
            write =>
            {
                if (MessageRights.ToRead(write, caller, id).Refused(out var refusal, out var found))
                    return refusal;
                var (room, message) = found;
                if (!MayDelete(caller, room, message))
                    return Refusal.PermissionDenied;
                if (message.IsDeleted)
                    return message;
                Bury(write, message);
                return Publish(write, MessageLog.Find(write, id)!, origin, ChangeKind.Recounted);
            },
            cancel
        );

    /// <summary>One's own message wherever it is, also in rooms one has left: for whoever goes for good.</summary>
    public Task<Outcome<Done>> RemoveAsync(Caller caller, long id, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (Standing.Check(write, caller) is { } refusal)
                    return refusal;
                if (MessageLog.Find(write, id) is not { IsDeleted: false } message || message.User != caller.User)
                    return new Done();
                Bury(write, message);
                Publish(write, MessageLog.Find(write, id)!, null, ChangeKind.Recounted);
                return new Done();
            },
            cancel
        );

    // With other words a message may show another event, or none. Answers who is mentioned now.
    private Named Store(Write write, Message message, string text)
    {
        var shown = links.In(text) is { Count: > 0 } ids
            ? ids.FirstOrDefault(id => id == message.Event) ?? ShownEvents.First(write, ids, message.User!.Value)
            : null;
        var mentions = MentionGrammar.Find(text) is { } possible
            ? Mentions.Find(write, [new MentionText(message.Chat, message.User, possible)])[0]
            : null;
        write.Execute(
            "update messages set text = @text, mentions = @mentions, kind = @kind, event_id = @shown, edited_at = @Now where id = @Id",
            new
            {
                message.Id,
                text,
                mentions = mentions?.Json,
                kind = shown is null ? "text" : "event",
                shown,
                write.Now,
            }
        );
        MessageLog.Renew(write, message.Id, message.Chat);
        write.Database.TextChanged(write, message.Id, message.Text, text);
        return mentions?.Named ?? Named.Nobody;
    }

    private void Bury(Write write, Message message)
    {
        write.Execute(
            "update messages set text = '', subject = null, mentions = null, deleted_at = @Now where id = @Id",
            new { message.Id, write.Now }
        );
        MessageLog.Renew(write, message.Id, message.Chat);
        write.Database.TextChanged(write, message.Id, message.Text, "");
        Mentions.Forget(write, message.Id);
        Delivery.Forget(write, message.Id);
        NotifyInboxes(write, message.Id);
        var files = Extras.Clear(write, message.Id);
        write.After(() => files.ForEach(file => media.Remove(Attachment.Folder, file)));
    }

    // Entries vanish with the message, or with the mention.
    private void NotifyInboxes(Write write, long message) =>
        hub.InboxChangedAfter(
            write,
            write.List<long>(
                "select user_id from notifications where message_id = @message and read_at is null",
                new { message }
            )
        );

    private static bool MayDelete(Caller caller, Room room, Message message) =>
        message.IsTalk
        && (
            message.User == caller.User
            || room.Moderates
            || (room.Kind == "direct" && room.Role is not null)
            || (room.Kind == "public" && caller.Role is not null)
        );

    // Who is named only now is told only now.
    private Message Edited(Write write, long id, Named mentioned, Connection? origin)
    {
        var message = MessageLog.Find(write, id)!;
        var (named, changed) = Mentions.Replace(write, message, mentioned);
        if (changed)
            NotifyInboxes(write, id);
        Publish(write, message, origin, changed ? ChangeKind.Recounted : ChangeKind.Altered);
        if (!named.IsNobody)
            postscripts.Run(write, [new Addressed(message, named, null)]);
        return message;
    }

    private Message Publish(Write write, Message message, Connection? origin, ChangeKind kind)
    {
        hub.PublishAfter(write, MessageJson.ToChange(message, time.GetUtcNow(), origin, kind));
        return message;
    }
}
