using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>
/// Creates, lists, revokes and uses invite links to rooms. A link that admits nobody, for any reason, is refused like one that
/// never existed.
/// </summary>
public sealed class InviteLinks(
    Database database,
    Writer writer,
    SystemMessages systemMessages,
    ActionLimiter limiter,
    TimeProvider time
)
{
    public const long MaxLifetime = 365 * Instants.Day;
    public const long MaxUses = 10_000;
    private const int MostLinks = 100;

    public static readonly Refusal NoSuchInvite = Refusal.Of(
        404,
        "not_found",
        "This invite link is unknown, expired or used up."
    );

    private static readonly Refusal TooMany = Refusal.Conflict(
        "too_many_invites",
        $"A room has at most {MostLinks} invite links at a time. Revoke some first."
    );

    /// <summary>Returns the valid links: all of them for owners and moderators of the room, their own for other members.</summary>
    public Task<Outcome<List<InviteLink>>> ListAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync<Outcome<List<InviteLink>>>(
            db =>
                Inviter(db, caller, chat).Refused(out var refusal, out var access)
                    ? refusal
                    : InviteLink.List(db, chat, access.Role >= RoomRole.Moderator ? null : caller.User, time.Now()),
            cancel
        );

    /// <param name="lifetime">Microseconds; null for ever.</param>
    /// <param name="uses">How many may come by it; null for any number.</param>
    public Task<Outcome<InviteLink>> CreateAsync(
        Caller caller,
        long chat,
        long? lifetime,
        long? uses,
        CancellationToken cancel
    ) => limiter.WriteAsync(caller, write => Create(write, caller, chat, null, lifetime, uses), cancel);

    /// <summary>A step: the room the person may invite into.</summary>
    public static Outcome<Room> CheckMayInvite(Write write, Caller caller, long chat)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Inviter(write, caller, chat).Refused(out var refusal, out var access))
            return refusal;
        return access.Room.Archived ? Refusal.Archived : access.Room;
    }

    /// <summary>A step: the same, perhaps for one person alone.</summary>
    public static Outcome<InviteLink> Create(
        Write write,
        Caller caller,
        long chat,
        long? user,
        long? lifetime,
        long? uses
    )
    {
        if (CheckMayInvite(write, caller, chat).Refused(out var refusal))
            return refusal;
        InviteLink.RemoveExpired(write, chat);
        if (InviteLink.List(write, chat, null, write.Now).Count >= MostLinks)
            return TooMany;
        return InviteLink.Find(write, InviteLink.Add(write, chat, caller.User, user, lifetime, uses))!;
    }

    /// <summary>By who looks after the room or made the link. One that is gone already is no error.</summary>
    public Task<Outcome<Done>> RevokeAsync(Caller caller, string code, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                if (InviteLink.Find(write, code) is not { } invite)
                    return new Done();
                // To an outsider the link is all there is; taking it away needs a part in the room.
                if (
                    invite.CreatedBy != caller.User
                    && RoomAccess.Find(write, caller, invite.Chat, RoomRole.Moderator).Refusal is not null
                )
                    return Refusal.PermissionDenied;
                InviteLink.Revoke(write, code);
                return new Done();
            },
            cancel
        );

    /// <summary>The room a link leads to, for whom it lets in. The person's part in it is null until they have joined.</summary>
    public Task<Outcome<Room>> InspectAsync(Caller caller, string code, CancellationToken cancel) =>
        database.ReadAsync<Outcome<Room>>(
            db =>
                InviteLink.FindWorking(db, code, time.Now()) is { } invite && invite.IsFor(caller.User)
                    ? RoomReads.FindUnchecked(db, invite.Chat, caller.User)!
                    : NoSuchInvite,
            cancel
        );

    /// <summary>Joins by the link. Who is in already is let in without using it up.</summary>
    public Task<Outcome<JoinResult>> JoinAsync(Caller caller, string code, CancellationToken cancel) =>
        limiter.WriteAsync(caller, write => Enter(write, caller, code), cancel);

    private Outcome<JoinResult> Enter(Write write, Caller caller, string code)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        if (InviteLink.Find(write, code) is not { } invite || !invite.IsFor(caller.User))
            return NoSuchInvite;
        var room = RoomReads.FindUnchecked(write, invite.Chat, caller.User)!;
        if (room.Role is not null)
            return new JoinResult(room.Id, IsNew: false);
        if (InviteLink.Consume(write, code, caller.User) is null)
            return NoSuchInvite;
        if (room.Archived)
            return Refusal.Archived;
        MembershipStore.Add(write, room.Id, caller.User, RoomRole.Member);
        systemMessages.AddJoined(write, room.Id, caller.User);
        return new JoinResult(room.Id, IsNew: false);
    }

    /// <summary>Only owners and moderators may invite to a private room, and all members to a public one.</summary>
    private static Outcome<RoomAccess> Inviter(Queries db, Caller caller, long chat)
    {
        if (RoomAccess.Find(db, caller, chat).Refused(out var refusal, out var access))
            return refusal;
        return access switch
        {
            { Room.Kind: RoomKind.Private, Role: >= RoomRole.Moderator }
            or { Room.Kind: RoomKind.Public, Role: >= RoomRole.Member } => access,
            { Room.Role: null } => Refusal.NotAMember,
            _ => Refusal.PermissionDenied,
        };
    }
}
