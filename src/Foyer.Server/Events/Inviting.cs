using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>What a creator does about the people of an event: invites, removes, tells them.</summary>
public sealed class Inviting
{
    public static readonly Refusal AlreadyBooked = Refusal.Conflict(
        "already_booked",
        "This person is invited, waiting or booked already."
    );

    private const int InvitationsPerHour = 300;
    private const int TellingsPerHour = 20;

    private readonly EventWrites events;
    private readonly EventRoom rooms;
    private readonly Tell tell;
    private readonly LimitSettings limits;
    private readonly Allowance invitations;
    private readonly Allowance tellings;

    public Inviting(EventWrites events, EventRoom rooms, Tell tell, FoyerSettings settings, TimeProvider time)
    {
        this.events = events;
        this.rooms = rooms;
        this.tell = tell;
        limits = settings.Limits;
        invitations = new Allowance(InvitationsPerHour, TimeSpan.FromHours(1), time);
        tellings = new Allowance(TellingsPerHour, TimeSpan.FromHours(1), time);
    }

    /// <summary>Invites by username or e-mail address (S000-84, S000-85).</summary>
    public async Task<Outcome<Booking>> InviteAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel)
    {
        var invitee = fields.Text("invitee", MailAddresses.Longest);
        if (fields.Refusal is { } wrong)
            return wrong;
        Booking? made = null;
        return await events.OnAsync(
            caller,
            id,
            (write, happening) =>
            {
                if (happening.CreatorId != caller.User)
                    return Refusal.PermissionDenied;
                return Invite(write, happening, caller, invitee).Refused(out var refusal, out made) ? refusal : null;
            },
            (_, _) => made!,
            cancel
        );
    }

    /// <summary>A step: invites one person, if the rules let it.</summary>
    public Outcome<Booking> Invite(Write write, Event happening, Caller caller, string login)
    {
        if (invitations.Take($"{caller.User}") is { } throttled)
            return throttled;
        if (Account.ByLogin(write, login) is not { IsVerified: true } account)
            return People.Unknown;
        if (account.Id == happening.CreatorId)
            return BookingRules.Own;
        if (Blocks.Between(write, caller.User, account.Id) is { } unwanted)
            return unwanted;
        if (write.Now >= happening.ClosesAt)
            return BookingRules.Closed;
        if (BookingLog.Find(write, happening.Id, account.Id) is not null)
            return AlreadyBooked;
        BookingLog.Invite(write, happening.Id, account.Id, caller.User);
        rooms.Admit(write, happening.Chat, account.Id);
        tell(
            write,
            new Notice(
                account.Id,
                "invitation",
                TimedText.Of(
                    $"{caller.Username} invites you to “{happening.Title}”, ",
                    EventTimes.Of(happening).Start(account.TimeZone),
                    "."
                )
            )
            {
                From = caller.User,
                Event = happening.Id,
                Chat = happening.Chat,
                Mail = $"Invitation: {happening.Title}",
            }
        );
        return BookingLog.Find(write, happening.Id, account.Id)!;
    }

    /// <summary>Takes somebody off the list; who is not on it needs nothing (S000-86).</summary>
    public Task<Outcome<Done>> RemoveAsync(Caller caller, Guid id, string name, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, happening) => Remove(write, happening, caller, name),
            (_, _) => new Done(),
            cancel
        );

    /// <summary>Tells everybody who is invited, waiting or booked, and the room (S000-87).</summary>
    public async Task<Outcome<Done>> NotifyAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel)
    {
        var message = fields.OptionalText("message", limits.Message, lines: true);
        if ((fields.Refusal ?? tellings.Take($"{caller.User}")) is { } wrong)
            return wrong;
        return await events.OnAsync(
            caller,
            id,
            (write, happening) => Notify(write, happening, caller, message),
            (_, _) => new Done(),
            cancel
        );
    }

    private Refusal? Remove(Write write, Event happening, Caller caller, string name)
    {
        if (happening.CreatorId != caller.User)
            return Refusal.PermissionDenied;
        if (Account.ByName(write, name) is not { } account)
            return People.Unknown;
        if (write.Now >= happening.EndsAt)
            return BookingRules.Over;
        if (BookingLog.Find(write, happening.Id, account.Id) is null)
            return null;
        BookingLog.Remove(write, happening.Id, account.Id);
        rooms.Dismiss(write, happening.Chat, account.Id);
        tell(
            write,
            new Notice(account.Id, "booking", $"{caller.Username} took you off the list of “{happening.Title}”.")
            {
                From = caller.User,
                Event = happening.IsPublic ? happening.Id : null,
                Mail = $"Off the list: {happening.Title}",
            }
        );
        return null;
    }

    private Refusal? Notify(Write write, Event happening, Caller caller, string? message)
    {
        if (happening.CreatorId != caller.User)
            return Refusal.PermissionDenied;
        rooms.Say(write, happening.Chat, Text(null).Text);
        foreach (var booking in BookingLog.Of(write, happening.Id))
            tell(
                write,
                new Notice(booking.User, "event_changed", Text(booking.TimeZone))
                {
                    From = caller.User,
                    Event = happening.Id,
                    Chat = happening.Chat,
                    Mail = $"News: {happening.Title}",
                }
            );
        return null;

        TimedText Text(string? reader) =>
            TimedText.Of(
                $"“{happening.Title}”, ",
                EventTimes.Of(happening).Start(reader),
                $": {message ?? "there are changes, please have a look."}"
            );
    }
}
