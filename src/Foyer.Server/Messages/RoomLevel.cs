using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>What of a room one wants to be told of: all, mentions or nothing; and until when nothing loud.</summary>
public sealed class RoomLevel(Writer writer)
{
    public Task<Outcome<Unread>> SetAsync(
        Caller caller,
        long chat,
        string level,
        long? muteUntil,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<Unread>(
            write =>
            {
                if (Standing.Check(write, caller) is { } ended)
                    return ended;
                if (RoomList.Joined(write, chat, caller.User).Refused(out var refusal))
                    return refusal;
                Membership.Level(write, chat, caller.User, level, muteUntil);
                return Unread.Find(write, chat, caller.User)!;
            },
            cancel
        );
}
