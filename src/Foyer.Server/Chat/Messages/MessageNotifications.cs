using System.Text.Json;
using Foyer.Server.Live;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>
/// Notifies users of a message, in its own transaction: the partner of a direct room who is not looking at it, users whom it
/// mentions, and the author of the message that it replies to. Never users who blocked its author or muted the room.
/// </summary>
public sealed class MessageNotifications(Inbox inbox, Hub hub)
{
    private sealed record Candidate(long Person, NoticeKind Kind, long Chat, long Message, long Author);

    public void Add(Write write, IReadOnlyList<MessageRecipients> messages)
    {
        if (messages.Count == 0)
            return;
        var candidates = messages
            .SelectMany(message => Of(write, message))
            .DistinctBy(one => (one.Person, one.Message));
        inbox.Add(write, [.. Willing(write, [.. candidates])]);
    }

    /// <summary>A step: the unread entries of this message are about to change; their owners get their new counts after the commit.</summary>
    public void RecountAfter(Write write, long message) =>
        hub.InboxChangedAfter(
            write,
            write.List<long>(
                "select user_id from notifications where message_id = @message and read_at is null",
                new { message }
            )
        );

    // The most particular reason first: one message is one entry, however often it is edited.
    private IEnumerable<Candidate> Of(Write write, MessageRecipients addressed)
    {
        var message = addressed.Message;
        if (addressed.Partner is { } partner)
        {
            if (!hub.Presence.IsLooking(partner, message.Chat))
                yield return Because(NoticeKind.DirectMessage, partner, message);
            yield break;
        }
        foreach (var user in Mentioned(write, addressed))
            yield return Because(NoticeKind.Mention, user, message);
        if (message is { ReplyTo: not null, EditedAt: null, QuotedUser: { } quoted })
            yield return Because(NoticeKind.Reply, quoted, message);
    }

    private IEnumerable<long> Mentioned(Write write, MessageRecipients addressed)
    {
        var (named, chat) = (addressed.Mentions, addressed.Message.Chat);
        if (named is { Everybody: false, Present: false })
            return named.Users;
        var members = write.List<long>("select user_id from memberships where chat_id = @chat", new { chat });
        return named.Everybody
            ? members
            : members.Where(user => named.Users.Contains(user) || hub.Presence.IsOnline(user));
    }

    private static Candidate Because(NoticeKind kind, long person, Message message) =>
        new(person, kind, message.Chat, message.Id, message.User!.Value);

    private static IEnumerable<Notice> Willing(Write write, List<Candidate> candidates)
    {
        if (candidates.Count == 0)
            return [];
        var rows = candidates.Select(
            (one, number) =>
                new
                {
                    n = number,
                    person = one.Person,
                    chat = one.Chat,
                    message = one.Message,
                    author = one.Author,
                    direct = one.Kind == NoticeKind.DirectMessage ? 1 : 0,
                }
        );
        var willing = write.List<long>(
            $"""
            select r.n from {write.Database.Rows(
                ("n", "bigint"),
                ("person", "bigint"),
                ("chat", "bigint"),
                ("message", "bigint"),
                ("author", "bigint"),
                ("direct", "bigint")
            )} r
            join memberships b on b.chat_id = r.chat and b.user_id = r.person
            where r.person <> r.author and (b.level = 'all' or (b.level = 'mentions' and r.direct = 0))
            and not exists (select 1 from blocks k where k.user_id = r.person and k.blocked_id = r.author)
            and not exists (select 1 from notifications x where x.user_id = r.person and x.message_id = r.message)
            order by r.n
            """,
            new { rows = JsonSerializer.Serialize(rows) }
        );
        return willing
            .Select(number => candidates[(int)number])
            .Select(one => new Notice(one.Person, one.Kind)
            {
                From = one.Author,
                Chat = one.Chat,
                Message = one.Message,
            });
    }
}
