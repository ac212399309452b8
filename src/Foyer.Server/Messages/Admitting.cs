using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Invite links into rooms: made and revoked by who looks after the room, used by who has them. What lets nobody in, for
/// whatever reason, answers like what never was. It stands here because each joining writes a line.
/// </summary>
public sealed class Admitting(Database database, Writer writer, StatusLine lines, Spending spending, TimeProvider time)
{
    public const long LongestLife = 365 * Clock.Day;
    public const long MostUses = 10_000;
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

    /// <summary>The links that work: all for who looks after the room, their own for others.</summary>
    public Task<Outcome<List<Invite>>> ListAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync<Outcome<List<Invite>>>(
            db =>
                Inviter(db, caller, chat).Refused(out var refusal, out var keeper)
                    ? refusal
                    : Invite.Of(db, chat, keeper.Rank >= Keeper.Moderator ? null : caller.User, time.Now()),
            cancel
        );

    /// <param name="lifetime">Microseconds; null for ever.</param>
    /// <param name="uses">How many may come by it; null for any number.</param>
    public Task<Outcome<Invite>> MakeAsync(
        Caller caller,
        long chat,
        long? lifetime,
        long? uses,
        CancellationToken cancel
    ) => spending.WriteAsync(caller, write => Make(write, caller, chat, null, lifetime, uses), cancel);

    /// <summary>A step: the room the person may invite into.</summary>
    public static Outcome<Room> MayInvite(Write write, Caller caller, long chat)
    {
        if (Standing.Check(write, caller) is { } ended)
            return ended;
        if (Inviter(write, caller, chat).Refused(out var refusal, out var keeper))
            return refusal;
        return keeper.Room.Archived ? Refusal.Archived : keeper.Room;
    }

    /// <summary>A step: the same, perhaps for one person alone.</summary>
    public static Outcome<Invite> Make(Write write, Caller caller, long chat, long? user, long? lifetime, long? uses)
    {
        if (MayInvite(write, caller, chat).Refused(out var refusal))
            return refusal;
        Invite.Tidy(write, chat);
        if (Invite.Of(write, chat, null, write.Now).Count >= MostLinks)
            return TooMany;
        return Invite.Find(write, Invite.Add(write, chat, caller.User, user, lifetime, uses))!;
    }

    /// <summary>By who looks after the room or made the link. One that is gone already is no error.</summary>
    public Task<Outcome<Done>> RevokeAsync(Caller caller, string code, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (Standing.Check(write, caller) is { } refusal)
                    return refusal;
                if (Invite.Find(write, code) is not { } invite)
                    return new Done();
                // To an outsider the link is all there is; taking it away needs a part in the room.
                if (
                    invite.CreatedBy != caller.User
                    && Keeper.Find(write, caller, invite.Chat, Keeper.Moderator).Refusal is not null
                )
                    return Refusal.PermissionDenied;
                Invite.Revoke(write, code);
                return new Done();
            },
            cancel
        );

    /// <summary>The room a link leads to, for whom it lets in. The person's part in it is null until they have joined.</summary>
    public Task<Outcome<Room>> LookAsync(Caller caller, string code, CancellationToken cancel) =>
        database.ReadAsync<Outcome<Room>>(
            db =>
                Invite.FindWorking(db, code, time.Now()) is { } invite && invite.IsFor(caller.User)
                    ? RoomList.FindAnyway(db, invite.Chat, caller.User)!
                    : NoSuchInvite,
            cancel
        );

    /// <summary>Joins by the link. Who is in already is let in without using it up.</summary>
    public Task<Outcome<Joined>> EnterAsync(Caller caller, string code, CancellationToken cancel) =>
        spending.WriteAsync(caller, write => Enter(write, caller, code), cancel);

    private Outcome<Joined> Enter(Write write, Caller caller, string code)
    {
        if (Standing.Check(write, caller) is { } refusal)
            return refusal;
        if (Invite.Find(write, code) is not { } invite || !invite.IsFor(caller.User))
            return NoSuchInvite;
        var room = RoomList.FindAnyway(write, invite.Chat, caller.User)!;
        if (room.Role is not null)
            return new Joined(room.Id, IsNew: false);
        if (Invite.Use(write, code, caller.User) is null)
            return NoSuchInvite;
        if (room.Archived)
            return Refusal.Archived;
        Membership.Add(write, room.Id, caller.User, "member");
        lines.Joined(write, room.Id, caller.User);
        return new Joined(room.Id, IsNew: false);
    }

    /// <summary>Into a private room its owner and moderators invite, into an open one whoever is in it.</summary>
    private static Outcome<Keeper> Inviter(Queries db, Caller caller, long chat)
    {
        if (Keeper.Find(db, caller, chat).Refused(out var refusal, out var keeper))
            return refusal;
        return keeper switch
        {
            { Room.Kind: "private", Rank: >= Keeper.Moderator } or { Room.Kind: "public", Rank: >= 1 } => keeper,
            { Room.Role: null } => Refusal.NotAMember,
            _ => Refusal.PermissionDenied,
        };
    }
}
