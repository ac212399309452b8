using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>A room as its settings show it: what one may do in it, who belongs to it, and what one wants to hear of it.</summary>
/// <param name="Mine">Null when the user has not joined.</param>
public sealed record RoomSettingsView(RoomAccess Access, IReadOnlyList<Member> Members, UnreadState? Mine)
{
    private const int MostMembers = 500;

    public Room Room => Access.Room;

    /// <summary>Rooms of events follow their event, direct ones belong to two alone.</summary>
    public bool MayChange => Room.Kind is RoomKind.Public or RoomKind.Private && Access.Role >= RoomRole.Moderator;

    public bool MayDelete => Room.Kind is RoomKind.Public or RoomKind.Private && Access.Role >= RoomRole.Owner;

    public bool MayInvite =>
        !Room.Archived
        && (Room.Kind == RoomKind.Public ? Access.Role >= RoomRole.Member : Room.Kind == RoomKind.Private && MayChange);

    public bool MayRemove(Member member, long person) => MayChange && member.Id != person && member.Role < Access.Role;

    public static Outcome<RoomSettingsView> Find(Queries db, Caller caller, long chat) =>
        RoomAccess.Find(db, caller, chat).Refused(out var refusal, out var access)
            ? refusal
            : new RoomSettingsView(
                access,
                MembershipStore.List(db, chat, 0, MostMembers),
                Chat.Unread.UnreadState.Find(db, chat, caller.User)
            );
}
