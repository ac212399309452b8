using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Notifications;
using Foyer.Server.People;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>What a creator does about the people of an event: invites, removes, tells them.</summary>
public sealed class EventInvitations
{
    public static readonly Refusal AlreadyBooked = Refusal.Conflict(
        "already_booked",
        "This person is invited, waiting or booked already."
    );

    private const int InvitationsPerHour = 300;
    private const int TellingsPerHour = 20;

    private readonly EventTransaction events;
    private readonly EventRoom rooms;
    private readonly EventNotifications notifications;
    private readonly LimitSettings limits;
    private readonly KeyedRateLimiter invitations;
    private readonly KeyedRateLimiter tellings;

    public EventInvitations(
        EventTransaction events,
        EventRoom rooms,
        EventNotifications notifications,
        FoyerSettings settings,
        TimeProvider time
    )
    {
        this.events = events;
        this.rooms = rooms;
        this.notifications = notifications;
        limits = settings.Limits;
        invitations = new KeyedRateLimiter(InvitationsPerHour, TimeSpan.FromHours(1), time);
        tellings = new KeyedRateLimiter(TellingsPerHour, TimeSpan.FromHours(1), time);
    }

    /// <summary>Invites by username or e-mail address.</summary>
    public async Task<Outcome<Booking>> InviteAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel)
    {
        var invitee = fields.Text("invitee", EmailAddresses.MaxLength);
        if (fields.Refusal is { } wrong)
            return wrong;
        Booking? made = null;
        return await events.OnAsync(
            caller,
            id,
            (write, communityEvent) =>
            {
                if (communityEvent.CreatorId != caller.User)
                    return Refusal.PermissionDenied;
                return Invite(write, communityEvent, caller, invitee).Refused(out var refusal, out made)
                    ? refusal
                    : null;
            },
            (_, _) => made!,
            cancel
        );
    }

    /// <summary>A step: invites one person, if the rules let it.</summary>
    public Outcome<Booking> Invite(Write write, CommunityEvent communityEvent, Caller caller, string login)
    {
        if (invitations.TryTake($"{caller.User}") is { } throttled)
            return throttled;
        if (Account.ByLogin(write, login) is not { IsVerified: true } account)
            return Account.NotFound;
        if (account.Id == communityEvent.CreatorId)
            return BookingRules.Own;
        if (Blocks.CheckBetween(write, caller.User, account.Id) is { } unwanted)
            return unwanted;
        if (write.Now >= communityEvent.ClosesAt)
            return BookingRules.Closed;
        if (BookingStore.Find(write, communityEvent.Id, account.Id) is not null)
            return AlreadyBooked;
        BookingStore.Invite(write, communityEvent.Id, account.Id, caller.User);
        rooms.AddReader(write, communityEvent.Chat, account.Id);
        notifications.Notify(
            write,
            new Notice(
                account.Id,
                NoticeKind.Invitation,
                TimedText.From(
                    $"{caller.Username} invites you to “{communityEvent.Title}”, ",
                    EventTimes.Format(communityEvent).Start(account.TimeZone),
                    "."
                )
            )
            {
                From = caller.User,
                Event = communityEvent.Id,
                Chat = communityEvent.Chat,
                Mail = $"Invitation: {communityEvent.Title}",
            }
        );
        return BookingStore.Find(write, communityEvent.Id, account.Id)!;
    }

    /// <summary>Removes a user from the list. Changes nothing when the user is not on it.</summary>
    public Task<Outcome<Done>> RemoveAsync(Caller caller, Guid id, string name, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, communityEvent) => Remove(write, communityEvent, caller, name),
            (_, _) => new Done(),
            cancel
        );

    /// <summary>Tells everybody who is invited, waiting or booked, and the room.</summary>
    public async Task<Outcome<Done>> NotifyAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel)
    {
        var message = fields.OptionalText("message", limits.Message, lines: true);
        if ((fields.Refusal ?? tellings.TryTake($"{caller.User}")) is { } wrong)
            return wrong;
        return await events.OnAsync(
            caller,
            id,
            (write, communityEvent) => Notify(write, communityEvent, caller, message),
            (_, _) => new Done(),
            cancel
        );
    }

    private Refusal? Remove(Write write, CommunityEvent communityEvent, Caller caller, string name)
    {
        if (communityEvent.CreatorId != caller.User)
            return Refusal.PermissionDenied;
        if (Account.ByName(write, name) is not { } account)
            return Account.NotFound;
        if (write.Now >= communityEvent.EndsAt)
            return BookingRules.Over;
        if (BookingStore.Find(write, communityEvent.Id, account.Id) is null)
            return null;
        BookingStore.Remove(write, communityEvent.Id, account.Id);
        rooms.Remove(write, communityEvent.Chat, account.Id);
        notifications.Notify(
            write,
            new Notice(
                account.Id,
                NoticeKind.Booking,
                $"{caller.Username} took you off the list of “{communityEvent.Title}”."
            )
            {
                From = caller.User,
                Event = communityEvent.IsPublic ? communityEvent.Id : null,
                Mail = $"Off the list: {communityEvent.Title}",
            }
        );
        return null;
    }

    private Refusal? Notify(Write write, CommunityEvent communityEvent, Caller caller, string? message)
    {
        if (communityEvent.CreatorId != caller.User)
            return Refusal.PermissionDenied;
        rooms.AddSystemMessage(write, communityEvent.Chat, Text(null).Text);
        foreach (var booking in BookingStore.List(write, communityEvent.Id))
            notifications.Notify(
                write,
                new Notice(booking.User, NoticeKind.EventChanged, Text(booking.TimeZone))
                {
                    From = caller.User,
                    Event = communityEvent.Id,
                    Chat = communityEvent.Chat,
                    Mail = $"News: {communityEvent.Title}",
                }
            );
        return null;

        TimedText Text(string? reader) =>
            TimedText.From(
                $"“{communityEvent.Title}”, ",
                EventTimes.Format(communityEvent).Start(reader),
                $": {message ?? "there are changes, please have a look."}"
            );
    }
}
