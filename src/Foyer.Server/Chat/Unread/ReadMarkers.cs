using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Unread;

/// <summary>Moves a person's read marker, for all their devices.</summary>
public sealed class ReadMarkers(Writer writer, Hub hub, UnreadBroadcasts counts, TimeProvider time)
{
    /// <summary>A lower message changes nothing, unless it shall count as unread: then the marker is set just before it.</summary>
    public Task<Outcome<UnreadState>> MoveAsync(
        Caller caller,
        long chat,
        long message,
        bool unread,
        Connection? origin,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<UnreadState>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                if (RoomReads.FindJoined(write, chat, caller.User).Refused(out var refusal))
                    return refusal;
                var moved = Move(write, caller.User, chat, message, unread);
                var now = UnreadState.Find(write, chat, caller.User)!;
                if (moved)
                    write.After(() => Tell(now, origin));
                return now;
            },
            cancel
        );

    // Never beyond the newest message: what comes later is unread, whatever a client claims to have seen.
    private static bool Move(Write write, long user, long chat, long message, bool unread)
    {
        var newest = write.One<long>("select coalesce(max(id), 0) from messages where chat_id = @chat", new { chat });
        var target = Math.Min(unread ? message - 1 : message, newest);
        if (!unread)
            DeliveryReceipts.ConfirmUpTo(write, chat, user, target);
        return MembershipStore.Mark(write, chat, user, target, backwards: unread);
    }

    private void Tell(UnreadState now, Connection? origin)
    {
        counts.RecordSent(now);
        hub.SendToUser(now.User, UnreadJson.ToReadFrame(now, time.GetUtcNow()), origin);
    }
}
