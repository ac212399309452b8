using Foyer.Server.Chat.Files;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// What few messages have and lies in rows of its own: attachments, reactions, the event shown. A message tells which of them
/// to look for, so that reading plain ones costs nothing.
/// </summary>
public static class MessageExtras
{
    public const int Attachments = 1;
    public const int Reactions = 2;

    /// <summary>Completes messages that were read together.</summary>
    public static List<Message> Fill(Queries db, List<Message> messages, IMessageCard card)
    {
        var carrying = messages.FindAll(message => (message.Extras & Attachments) != 0 && !message.IsDeleted);
        if (carrying.Count > 0)
            FillAttachments(db, carrying);
        var reacted = messages.FindAll(message => (message.Extras & Reactions) != 0 && !message.IsDeleted);
        if (reacted.Count > 0)
            FillReactions(db, reacted);
        var older = messages.FindAll(message => message.MentionsJson is null && HasAt(message));
        if (older.Count > 0)
            Mentions.Fill(db, older);
        var linking = messages.FindAll(message => message.Event is not null && !message.IsDeleted);
        if (linking.Count > 0)
            card.Fill(db, linking);
        return messages;
    }

    /// <summary>A step: from now on the message is looked through for these.</summary>
    public static void Mark(Write write, long message, int kind) =>
        write.Execute("update messages set extras = extras | @kind where id = @message", new { message, kind });

    /// <summary>A step: takes all of it from a deleted message. Answers the names of files that nobody needs any more.</summary>
    public static List<string> Clear(Write write, long message)
    {
        write.Execute("delete from reactions where message_id = @message", new { message });
        write.Execute("delete from pins where message_id = @message", new { message });
        return Attachment.RemoveOfMessage(write, message);
    }

    private static bool HasAt(Message message) =>
        message.IsUserMessage && !message.IsDeleted && message.Text.Contains('@');

    private static void FillAttachments(Queries db, List<Message> messages)
    {
        var files = db.List<Attachment>(
                $"""
                select {Attachment.Columns} from attachments a
                where a.message_id in {db.Database.Listed("bigint")} order by a.message_id, a.place, a.id
                """,
                new { rows = Database.Values(messages.Select(message => message.Id)) }
            )
            .ToLookup(file => file.Message);
        foreach (var message in messages)
            message.Attachments = [.. files[message.Id]];
    }

    private static void FillReactions(Queries db, List<Message> messages)
    {
        var reactions = db.List<(long Message, string Emoji, long User)>(
                $"""
                select message_id, emoji, user_id from reactions
                where message_id in {db.Database.Listed("bigint")} order by message_id, created_at, user_id
                """,
                new { rows = Database.Values(messages.Select(message => message.Id)) }
            )
            .ToLookup(row => row.Message);
        foreach (var message in messages)
            message.Reactions =
            [
                .. reactions[message.Id]
                    .GroupBy(row => row.Emoji)
                    .Select(group => new Reaction(group.Key, [.. group.Select(row => row.User)])),
            ];
    }
}
