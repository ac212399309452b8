using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Somebody who wants to look after a room, and how much they may in it, by what the database says now.</summary>
/// <param name="Role">The role in the room; in a public room, admins of the server are at least moderators.</param>
public sealed record RoomAccess(Room Room, RoomRole? Role)
{
    /// <summary>The room for somebody who may see it; else it does not exist.</summary>
    public static Outcome<RoomAccess> Find(Queries db, Caller caller, long chat)
    {
        if (RoomReads.Find(db, chat, caller.User) is not { } room)
            return Refusal.NotFound;
        var moderates = room is { Kind: RoomKind.Public, Moderates: false } && IsAdmin(db, caller);
        return new RoomAccess(room, moderates ? RoomRole.Moderator : room.Role);
    }

    /// <summary>
    /// The same for who wants to change it, refused below the rank. Direct rooms belong to two alone, event rooms follow their
    /// event.
    /// </summary>
    public static Outcome<RoomAccess> Find(Write write, Caller caller, long chat, RoomRole least)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Find(write, caller, chat).Refused(out var refusal, out var access))
            return refusal;
        return access.Room.Kind is RoomKind.Public or RoomKind.Private && access.Role >= least
            ? access
            : Refusal.PermissionDenied;
    }

    private static bool IsAdmin(Queries db, Caller caller) =>
        caller.May(TokenScope.Admin) && Account.RoleOf(db, caller.User).IsAdmin();
}
