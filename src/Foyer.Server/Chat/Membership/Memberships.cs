using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Notifications;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>Joins, makes and leaves rooms. It stands here because each joining and leaving writes a line.</summary>
public sealed class Memberships(
    Writer writer,
    ActionLimiter limiter,
    SystemMessages systemMessages,
    RoomBroadcasts broadcasts,
    Inbox inbox,
    FoyerSettings settings
)
{
    internal static readonly Refusal NameTaken = Refusal.Invalid(
        "name",
        "A room with this name already exists.",
        "unique"
    );
    private static readonly Refusal WithBooking = Refusal.Of(
        403,
        "permission_denied",
        "This room comes with your booking. Withdraw it to leave."
    );

    /// <summary>Joins the public room with this name, or creates it.</summary>
    public Task<Outcome<JoinResult>> JoinByNameAsync(Caller caller, string name, CancellationToken cancel) =>
        EnterAsync(
            caller,
            write =>
            {
                if (RoomReads.FindByName(write, name, caller.User) is { } room)
                    return Join(write, caller, room);
                if (!settings.Rooms.CreateByName)
                    return Refusal.NotFound;
                return Make(write, caller, RoomKind.Public, name, null);
            },
            cancel
        );

    public Task<Outcome<JoinResult>> JoinAsync(Caller caller, long chat, CancellationToken cancel) =>
        EnterAsync(
            caller,
            write =>
                RoomReads.Find(write, chat, caller.User) is { } room ? Join(write, caller, room) : Refusal.NotFound,
            cancel
        );

    /// <summary>Makes a room on purpose; the caller owns it.</summary>
    public Task<Outcome<JoinResult>> CreateAsync(
        Caller caller,
        RoomKind kind,
        string name,
        string? topic,
        CancellationToken cancel
    ) =>
        EnterAsync(
            caller,
            write =>
            {
                if (kind == RoomKind.Public && RoomReads.FindByName(write, name, caller.User) is not null)
                    return NameTaken;
                return Make(write, caller, kind, name, topic);
            },
            cancel
        );

    /// <summary>Leaves; who was not in has nothing to do. An owner who leaves hands the room on.</summary>
    public Task<Outcome<Done>> LeaveAsync(Caller caller, long chat, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                if (RoomReads.Find(write, chat, caller.User) is not { } room)
                    return Refusal.NotFound;
                if (room.Kind == RoomKind.Direct)
                    return Refusal.PermissionDenied;
                if (room.Kind == RoomKind.Event && IsAhead(write, chat))
                    return WithBooking;
                if (MembershipStore.Remove(write, chat, caller.User))
                    Tell(write, caller, room);
                return new Done();
            },
            cancel
        );

    // Each way in costs of the budget: a line is written and told to all present. So leaving, which writes one too, is free.
    private Task<Outcome<JoinResult>> EnterAsync(
        Caller caller,
        Func<Write, Outcome<JoinResult>> enter,
        CancellationToken cancel
    ) =>
        limiter.WriteAsync<JoinResult>(
            caller,
            write => AccessCheck.Check(write, caller) is { } ended ? ended : enter(write),
            cancel
        );

    // Until booking closes, being in an event's room is the booking; after that people come and go as in any room.
    private static bool IsAhead(Write write, long chat) =>
        write.Any(
            "select 1 from events where chat_id = @chat and case when time is null then ends_at else starts_at end > @Now",
            new { chat, write.Now }
        );

    private void Tell(Write write, Caller caller, Room room)
    {
        if (MembershipStore.AppointOwner(write, room.Id) is { } heir)
        {
            broadcasts.RoleChanged(write, room.Id, heir, RoomRole.Owner);
            inbox.Add(
                write,
                new Notice(heir, NoticeKind.RoomRole, $"You look after {room.Name} now.") { Chat = room.Id }
            );
        }
        if (room.Role != RoomRole.Reader)
            systemMessages.AddLeft(write, room.Id, caller.User);
        broadcasts.Left(write, room.Id, caller.User);
    }

    private Outcome<JoinResult> Join(Write write, Caller caller, Room room)
    {
        if (room.Role is not null)
            return new JoinResult(room.Id, IsNew: false);
        if (room.Archived)
            return Refusal.Archived;
        MembershipStore.Add(write, room.Id, caller.User, RoomRole.Member);
        systemMessages.AddJoined(write, room.Id, caller.User);
        return new JoinResult(room.Id, IsNew: false);
    }

    private JoinResult Make(Write write, Caller caller, RoomKind kind, string name, string? topic)
    {
        var chat = RoomStore.Add(write, kind, name, topic, caller.User);
        MembershipStore.Add(write, chat, caller.User, RoomRole.Owner);
        systemMessages.AddJoined(write, chat, caller.User);
        return new JoinResult(chat, IsNew: true);
    }
}

/// <summary>The room one is in now, and whether it was made for it.</summary>
public sealed record JoinResult(long Chat, bool IsNew);
