using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>A room as its settings show it: what one may do in it, who belongs to it, and what one wants to hear of it.</summary>
/// <param name="Mine">Null for who has not joined.</param>
public sealed record KeptRoom(Keeper Keeper, IReadOnlyList<Member> Members, Unread? Mine)
{
    private const int MostMembers = 500;

    public Room Room => Keeper.Room;

    /// <summary>Rooms of events follow their event, direct ones belong to two alone.</summary>
    public bool MayChange => Room.Kind is "public" or "private" && Keeper.Rank >= Keeper.Moderator;

    public bool MayDelete => Room.Kind is "public" or "private" && Keeper.Rank >= Keeper.Owner;

    public bool MayInvite =>
        !Room.Archived && (Room.Kind == "public" ? Keeper.Rank >= 1 : Room.Kind == "private" && MayChange);

    public bool MayPutOut(Member member, long person) =>
        MayChange && member.Id != person && Keeper.RankOf(member.Role) < Keeper.Rank;

    public static Outcome<KeptRoom> Of(Queries db, Caller caller, long chat) =>
        Keeper.Find(db, caller, chat).Refused(out var refusal, out var keeper)
            ? refusal
            : new KeptRoom(
                keeper,
                Membership.List(db, chat, 0, MostMembers),
                Messages.Unread.Find(db, chat, caller.User)
            );
}
