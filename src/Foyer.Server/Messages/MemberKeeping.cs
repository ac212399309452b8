using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// The parts people have in a room: its owners give them, its owners and moderators put people out (C-31). None acts on an
/// equal or higher.
/// </summary>
public sealed class MemberKeeping(
    Writer writer,
    Joining joining,
    StatusLine lines,
    RoomNews news,
    TellPerson tell,
    NoteDeed note
)
{
    private const string Kind = "room_role";

    private static readonly Refusal LastOwner = Refusal.Conflict(
        "last_owner",
        "The room needs an owner, and this is the only one."
    );

    private static readonly Refusal NotThem = Refusal.Of(
        403,
        "permission_denied",
        "You cannot do this to somebody of your rank in the room or above."
    );

    /// <summary>Owners may also step back themselves, while there is another.</summary>
    /// <param name="role">owner, moderator or member.</param>
    public Task<Outcome<Member>> GiveAsync(
        Caller caller,
        long chat,
        string name,
        string role,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<Member>(
            write =>
            {
                if (Keeper.Find(write, caller, chat, Keeper.Owner).Refused(out var refusal, out var keeper))
                    return refusal;
                if (Membership.Find(write, chat, name) is not { } member)
                    return Refusal.NotFound;
                if (member.Role == role)
                    return member;
                if (MayNot(caller, keeper, member) is { } no)
                    return no;
                if (member.Role == "owner" && Membership.CountOwners(write, chat) == 1)
                    return LastOwner;
                Give(write, caller, keeper.Room, member, role);
                return member with { Role = role };
            },
            cancel
        );

    /// <summary>Puts somebody out; oneself is to leave. Who is not in has nothing to be put out of.</summary>
    public async Task<Outcome<Done>> RemoveAsync(Caller caller, long chat, string name, CancellationToken cancel) =>
        Names.Key(name) == Names.Key(caller.Username)
            ? await joining.LeaveAsync(caller, chat, cancel)
            : await writer.WriteAsync<Done>(
                write =>
                {
                    if (Keeper.Find(write, caller, chat, Keeper.Moderator).Refused(out var refusal, out var keeper))
                        return refusal;
                    if (Membership.Find(write, chat, name) is not { } member)
                        return new Done();
                    if (MayNot(caller, keeper, member) is { } no)
                        return no;
                    Remove(write, caller, keeper.Room, member);
                    return new Done();
                },
                cancel
            );

    private static Refusal? MayNot(Caller caller, Keeper keeper, Member member) =>
        member.Id != caller.User && Keeper.RankOf(member.Role) >= keeper.Rank ? NotThem : null;

    private void Give(Write write, Caller caller, Room room, Member member, string role)
    {
        Membership.SetRole(write, room.Id, member.Id, role);
        news.RoleChanged(write, room.Id, member.Id, role);
        if (member.Id != caller.User)
            tell(write, member.Id, Kind, caller.User, room.Id, $"You are {role} of {room.Name} now.");
        Note(write, caller, room, "room_role", member, $"{room.Name}: {role}");
    }

    private void Remove(Write write, Caller caller, Room room, Member member)
    {
        Membership.Remove(write, room.Id, member.Id);
        Invite.Withdraw(write, room.Id, member.Id);
        lines.Left(write, room.Id, member.Id);
        news.RoleChanged(write, room.Id, member.Id, null);
        tell(write, member.Id, Kind, caller.User, null, $"You were taken out of {room.Name}.");
        Note(write, caller, room, "room_remove", member, room.Name);
    }

    // What happens in a private room is its members' own business, and its name theirs alone.
    private void Note(Write write, Caller caller, Room room, string action, Member member, string detail)
    {
        if (room.Kind == "public")
            note(write, caller, action, member.Username, detail);
    }
}
