using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>
/// The parts people have in a room: its owners give them, its owners and moderators put people out. None acts on an
/// equal or higher.
/// </summary>
public sealed class RoomMembers(
    Writer writer,
    Memberships joining,
    SystemMessages systemMessages,
    RoomBroadcasts broadcasts,
    Inbox inbox,
    AuditLog auditLog
)
{
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
    /// <param name="role">Not <see cref="RoomRole.Reader"/>.</param>
    public Task<Outcome<Member>> SetRoleAsync(
        Caller caller,
        long chat,
        string name,
        RoomRole role,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<Member>(
            write =>
            {
                if (RoomAccess.Find(write, caller, chat, RoomRole.Owner).Refused(out var refusal, out var access))
                    return refusal;
                if (MembershipStore.Find(write, chat, name) is not { } member)
                    return Refusal.NotFound;
                if (member.Role == role)
                    return member;
                if (MayNot(caller, access, member) is { } no)
                    return no;
                if (member.Role == RoomRole.Owner && MembershipStore.CountOwners(write, chat) == 1)
                    return LastOwner;
                Give(write, caller, access.Room, member, role);
                return member with { Role = role };
            },
            cancel
        );

    /// <summary>Puts somebody out; oneself is to leave. Who is not in has nothing to be put out of.</summary>
    public async Task<Outcome<Done>> RemoveAsync(Caller caller, long chat, string name, CancellationToken cancel) =>
        Usernames.Key(name) == Usernames.Key(caller.Username)
            ? await joining.LeaveAsync(caller, chat, cancel)
            : await writer.WriteAsync<Done>(
                write =>
                {
                    if (
                        RoomAccess
                            .Find(write, caller, chat, RoomRole.Moderator)
                            .Refused(out var refusal, out var access)
                    )
                        return refusal;
                    if (MembershipStore.Find(write, chat, name) is not { } member)
                        return new Done();
                    if (MayNot(caller, access, member) is { } no)
                        return no;
                    Remove(write, caller, access.Room, member);
                    return new Done();
                },
                cancel
            );

    private static Refusal? MayNot(Caller caller, RoomAccess access, Member member) =>
        member.Id != caller.User && member.Role >= access.Role ? NotThem : null;

    private void Give(Write write, Caller caller, Room room, Member member, RoomRole role)
    {
        MembershipStore.SetRole(write, room.Id, member.Id, role);
        broadcasts.RoleChanged(write, room.Id, member.Id, role);
        if (member.Id != caller.User)
            inbox.Add(
                write,
                new Notice(member.Id, NoticeKind.RoomRole, $"You are {role.ToText()} of {room.Name} now.")
                {
                    From = caller.User,
                    Chat = room.Id,
                }
            );
        Note(write, caller, room, "room_role", member, $"{room.Name}: {role.ToText()}");
    }

    private void Remove(Write write, Caller caller, Room room, Member member)
    {
        MembershipStore.Remove(write, room.Id, member.Id);
        InviteLink.Withdraw(write, room.Id, member.Id);
        systemMessages.AddLeft(write, room.Id, member.Id);
        broadcasts.RoleChanged(write, room.Id, member.Id, null);
        inbox.Add(
            write,
            new Notice(member.Id, NoticeKind.RoomRole, $"You were taken out of {room.Name}.") { From = caller.User }
        );
        Note(write, caller, room, "room_remove", member, room.Name);
    }

    // What happens in a private room is its members' own business, and its name theirs alone.
    private void Note(Write write, Caller caller, Room room, string action, Member member, string detail)
    {
        if (room.Kind == RoomKind.Public)
            auditLog.AddEntry(write, caller, action, member.Username, detail);
    }
}
