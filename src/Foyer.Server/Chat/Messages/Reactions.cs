using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Reactions under messages. Each is a new version of the message, told to all like an edit.</summary>
public sealed class Reactions(ActionLimiter limiter, MessageStore messages, MessageBroadcasts broadcasts)
{
    private const int MostKinds = 50;

    private static readonly Refusal NoEmoji = Refusal.Invalid("emoji", "Send one emoji.");
    private static readonly Refusal TooMany = Refusal.Conflict(
        "too_many_reactions",
        $"A message takes at most {MostKinds} different reactions."
    );

    /// <summary>Adds it; the same one again changes nothing.</summary>
    public Task<Outcome<Message>> AddAsync(Caller caller, long id, string emoji, CancellationToken cancel) =>
        Emoji.Qualify(emoji) is { } qualified
            ? ChangeAsync(caller, id, (write, message) => Add(write, caller, message, qualified), cancel)
            : Task.FromResult<Outcome<Message>>(NoEmoji);

    /// <summary>Takes it back; one that is gone already changes nothing, and one that is no emoji any more can still go.</summary>
    public Task<Outcome<Message>> RemoveAsync(Caller caller, long id, string emoji, CancellationToken cancel) =>
        ChangeAsync(
            caller,
            id,
            (write, message) =>
                write.Execute(
                    "delete from reactions where message_id = @Id and user_id = @User and emoji = @emoji",
                    new
                    {
                        message.Id,
                        caller.User,
                        emoji = Emoji.Qualify(emoji) ?? emoji,
                    }
                ) > 0,
            cancel
        );

    private Task<Outcome<Message>> ChangeAsync(
        Caller caller,
        long id,
        Func<Write, Message, Outcome<bool>> change,
        CancellationToken cancel
    ) =>
        limiter.WriteAsync<Message>(
            caller,
            write =>
            {
                if (messages.FindWritable(write, caller, id).Refused(out var refusal, out var message))
                    return refusal;
                if (change(write, message).Refused(out refusal, out var changed))
                    return refusal;
                return changed ? Publish(write, message) : message;
            },
            cancel
        );

    private static Outcome<bool> Add(Write write, Caller caller, Message message, string emoji)
    {
        if (message.Reactions.Count >= MostKinds && message.Reactions.All(reaction => reaction.Emoji != emoji))
            return TooMany;
        var added = write.Execute(
            """
            insert into reactions (message_id, user_id, emoji, created_at) values (@Id, @User, @emoji, @Now)
            on conflict do nothing
            """,
            new
            {
                message.Id,
                caller.User,
                emoji,
                write.Now,
            }
        );
        MessageExtras.Mark(write, message.Id, MessageExtras.Reactions);
        return added > 0;
    }

    private Message Publish(Write write, Message message)
    {
        MessageStore.BumpVersion(write, message.Id, message.Chat);
        return broadcasts.Publish(write, message.Id, kind: ChangeKind.Altered);
    }
}

/// <summary>One emoji under a message, and who chose it, in the order they came.</summary>
public sealed record Reaction(string Emoji, IReadOnlyList<long> Users);
