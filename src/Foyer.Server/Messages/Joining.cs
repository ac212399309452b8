using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Joins, makes and leaves rooms. It stands here because each joining and leaving writes a line.</summary>
public sealed class Joining(
    Writer writer,
    Spending spending,
    StatusLine lines,
    RoomNews news,
    TellPerson tell,
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

    /// <summary>Joins the public room of that name, or makes it (S003-07, C-20).</summary>
    public Task<Outcome<Joined>> JoinByNameAsync(Caller caller, string name, CancellationToken cancel) =>
        EnterAsync(
            caller,
            write =>
            {
                if (RoomList.FindByName(write, name, caller.User) is { } room)
                    return Join(write, caller, room);
                if (!settings.Rooms.CreateByName)
                    return Refusal.NotFound;
                return Make(write, caller, "public", name, null);
            },
            cancel
        );

    public Task<Outcome<Joined>> JoinAsync(Caller caller, long chat, CancellationToken cancel) =>
        EnterAsync(
            caller,
            write => RoomList.Find(write, chat, caller.User) is { } room ? Join(write, caller, room) : Refusal.NotFound,
            cancel
        );

    /// <summary>Makes a room on purpose; the caller owns it.</summary>
    public Task<Outcome<Joined>> CreateAsync(
        Caller caller,
        string kind,
        string name,
        string? topic,
        CancellationToken cancel
    ) =>
        EnterAsync(
            caller,
            write =>
            {
                if (kind == "public" && RoomList.FindByName(write, name, caller.User) is not null)
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
                if (Standing.Check(write, caller) is { } refusal)
                    return refusal;
                if (RoomList.Find(write, chat, caller.User) is not { } room)
                    return Refusal.NotFound;
                if (room.Kind == "direct")
                    return Refusal.PermissionDenied;
                if (room.Kind == "event" && IsAhead(write, chat))
                    return WithBooking;
                if (Membership.Remove(write, chat, caller.User))
                    Tell(write, caller, room);
                return new Done();
            },
            cancel
        );

    // Each way in costs of the budget: a line is written and told to all present. So leaving, which writes one too, is free.
    private Task<Outcome<Joined>> EnterAsync(
        Caller caller,
        Func<Write, Outcome<Joined>> enter,
        CancellationToken cancel
    ) =>
        spending.WriteAsync<Joined>(
            caller,
            write => Standing.Check(write, caller) is { } ended ? ended : enter(write),
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
        if (Membership.Inherit(write, room.Id) is { } heir)
        {
            news.RoleChanged(write, room.Id, heir, "owner");
            tell(write, heir, "room_role", null, room.Id, $"You look after {room.Name} now.");
        }
        if (room.Role != "reader")
            lines.Left(write, room.Id, caller.User);
        news.Left(write, room.Id, caller.User);
    }

    private Outcome<Joined> Join(Write write, Caller caller, Room room)
    {
        if (room.Role is not null)
            return new Joined(room.Id, IsNew: false);
        if (room.Archived)
            return Refusal.Archived;
        Membership.Add(write, room.Id, caller.User, "member");
        lines.Joined(write, room.Id, caller.User);
        return new Joined(room.Id, IsNew: false);
    }

    private Joined Make(Write write, Caller caller, string kind, string name, string? topic)
    {
        var chat = Creation.Add(write, kind, name, topic, caller.User);
        Membership.Add(write, chat, caller.User, "owner");
        lines.Joined(write, chat, caller.User);
        return new Joined(chat, IsNew: true);
    }
}
