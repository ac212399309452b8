using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Somebody who wants to look after a room, and how much they may in it, by what the database says now.</summary>
/// <param name="Level">3 owner, 2 moderator, 1 member, 0 reader or nobody. In a public room the server's admins moderate.</param>
public sealed record RoomAccess(Room Room, int Level)
{
    public const int Moderator = 2;
    public const int Owner = 3;

    public static int LevelOf(string? role) =>
        role switch
        {
            "owner" => Owner,
            "moderator" => Moderator,
            "member" => 1,
            _ => 0,
        };

    /// <summary>The room for somebody who may see it; else it does not exist.</summary>
    public static Outcome<RoomAccess> Find(Queries db, Caller caller, long chat)
    {
        if (RoomReads.Find(db, chat, caller.User) is not { } room)
            return Refusal.NotFound;
        var part = LevelOf(room.Role);
        return new RoomAccess(room, room.Kind == "public" && IsAdmin(db, caller) ? Math.Max(part, Moderator) : part);
    }

    /// <summary>
    /// The same for who wants to change it, refused below the rank. Direct rooms belong to two alone, event rooms follow their
    /// event.
    /// </summary>
    public static Outcome<RoomAccess> Find(Write write, Caller caller, long chat, int least)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Find(write, caller, chat).Refused(out var refusal, out var access))
            return refusal;
        return access.Room.Kind is "public" or "private" && access.Level >= least ? access : Refusal.PermissionDenied;
    }

    private static bool IsAdmin(Queries db, Caller caller) =>
        caller.May(Caller.Admin)
        && Accounts.Roles.IsAdmin(db.First<string>("select role from users where id = @User", new { caller.User }));
}
