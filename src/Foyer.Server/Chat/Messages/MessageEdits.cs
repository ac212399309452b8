using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Files;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Edits and deletes messages. Both create a new version of the message, in its place.</summary>
public sealed class MessageEdits(
    Writer writer,
    ActionLimiter limiter,
    MessageStore messages,
    MessageBroadcasts broadcasts,
    MessageNotifications notifications,
    EventLinks links,
    MediaFolder media
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
        limiter.WriteAsync<Message>(
            caller,
            write =>
            {
                if (messages.FindReadable(write, caller, id).Refused(out var refusal, out var found))
                    return refusal;
                var (room, message) = found;
                if (message.User != caller.User || !message.IsUserMessage)
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
    /// Replaces a message with a tombstone. Allowed for the author, the moderators of the room, both sides of a direct room, and
    /// in public rooms the moderators of the server. A second deletion changes nothing.
    /// </summary>
    public Task<Outcome<Message>> DeleteAsync(Caller caller, long id, Connection? origin, CancellationToken cancel) =>
        limiter.WriteAsync<Message>(
            caller,
            write =>
            {
                if (messages.FindReadable(write, caller, id).Refused(out var refusal, out var found))
                    return refusal;
                var (room, message) = found;
                if (!MayDelete(caller, room, message))
                    return Refusal.PermissionDenied;
                if (message.IsDeleted)
                    return message;
                ReplaceWithTombstone(write, message);
                return broadcasts.Publish(write, id, origin, ChangeKind.Recounted);
            },
            cancel
        );

    /// <summary>One's own message wherever it is, also in rooms one has left: for whoever goes for good.</summary>
    public Task<Outcome<Done>> DeleteOwnAsync(Caller caller, long id, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                if (messages.Find(write, id) is not { IsDeleted: false } message || message.User != caller.User)
                    return new Done();
                ReplaceWithTombstone(write, message);
                broadcasts.Publish(write, id, kind: ChangeKind.Recounted);
                return new Done();
            },
            cancel
        );

    // With other words a message may show another event, or none. Answers who is mentioned now.
    private MentionSet Store(Write write, Message message, string text)
    {
        var shown = links.FindShown(write, text, message.User!.Value, message.Event);
        var mentions = MentionGrammar.Find(text) is { } possible
            ? Mentions.Find(write, [new MentionCandidates(message.Chat, message.User, possible)])[0]
            : null;
        write.Execute(
            "update messages set text = @text, mentions = @mentions, kind = @kind, event_id = @shown, edited_at = @Now where id = @Id",
            new
            {
                message.Id,
                text,
                mentions = mentions?.Json,
                kind = (shown is null ? MessageKind.Text : MessageKind.Event).ToText(),
                shown,
                write.Now,
            }
        );
        MessageStore.BumpVersion(write, message.Id, message.Chat);
        write.Database.TextChanged(write, message.Id, message.Text, text);
        return mentions?.Mentioned ?? MentionSet.Nobody;
    }

    private void ReplaceWithTombstone(Write write, Message message)
    {
        write.Execute(
            "update messages set text = '', subject = null, mentions = null, deleted_at = @Now where id = @Id",
            new { message.Id, write.Now }
        );
        MessageStore.BumpVersion(write, message.Id, message.Chat);
        write.Database.TextChanged(write, message.Id, message.Text, "");
        Mentions.Remove(write, message.Id);
        DeliveryReceipts.Remove(write, message.Id);
        notifications.RecountAfter(write, message.Id);
        var files = MessageExtras.Clear(write, message.Id);
        write.After(() => files.ForEach(file => media.Remove(Attachment.Folder, file)));
    }

    private static bool MayDelete(Caller caller, Room room, Message message) =>
        message.IsUserMessage
        && (
            message.User == caller.User
            || room.Moderates
            || (room.Kind == RoomKind.Direct && room.Role is not null)
            || (room.Kind == RoomKind.Public && caller.Role is not null)
        );

    // Who is named only now is told only now.
    private Message Edited(Write write, long id, MentionSet mentioned, Connection? origin)
    {
        var message = messages.Find(write, id)!;
        var (named, changed) = Mentions.Replace(write, message, mentioned);
        if (changed)
            notifications.RecountAfter(write, id);
        broadcasts.Publish(write, message, origin, changed ? ChangeKind.Recounted : ChangeKind.Altered);
        if (!named.IsEmpty)
            notifications.Add(write, [new MessageRecipients(message, named, null)]);
        return message;
    }
}
