using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>What of a room one wants to be told of: all, mentions or nothing; and until when nothing loud.</summary>
public sealed class NotificationLevels(Writer writer)
{
    public Task<Outcome<UnreadState>> SetAsync(
        Caller caller,
        long chat,
        NotificationLevel level,
        long? muteUntil,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<UnreadState>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                if (RoomReads.FindJoined(write, chat, caller.User).Refused(out var refusal))
                    return refusal;
                MembershipStore.Level(write, chat, caller.User, level, muteUntil);
                return UnreadState.Find(write, chat, caller.User)!;
            },
            cancel
        );
}
