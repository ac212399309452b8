using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>Books, accepts, waits, declines and withdraws, each for oneself.</summary>
public sealed class Bookings(EventTransaction events, EventRoom rooms, EventNotifications notifications)
{
    /// <summary>Books, accepts an invitation or an offer, or joins the waitlist. A holder keeps what they have.</summary>
    public Task<Outcome<Booking>> BookAsync(Caller caller, Guid id, bool wait, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, communityEvent) => Book(write, communityEvent, caller, wait),
            (write, communityEvent) => BookingStore.Find(write, communityEvent.Id, caller.User)!,
            cancel
        );

    /// <summary>Withdraws a booking, declines an invitation or an offer, or leaves the waitlist.</summary>
    public Task<Outcome<Done>> WithdrawAsync(Caller caller, Guid id, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, communityEvent) => Withdraw(write, communityEvent, caller),
            (_, _) => new Done(),
            cancel
        );

    /// <summary>A step: frees the place of a user, and removes the user from the event's room.</summary>
    public void Free(Write write, CommunityEvent communityEvent, long user)
    {
        BookingStore.Remove(write, communityEvent.Id, user);
        rooms.Remove(write, communityEvent.Chat, user);
    }

    private Refusal? Book(Write write, CommunityEvent communityEvent, Caller caller, bool wait)
    {
        var held = BookingStore.Find(write, communityEvent.Id, caller.User);
        var decided = BookingRules.Book(communityEvent, caller.User, held, wait, write.Now);
        if (decided.Refused(out var refusal, out var step))
            return refusal;
        if (step == BookingStep.Accept)
            Accept(write, communityEvent, caller);
        else if (step == BookingStep.Wait)
            Wait(write, communityEvent, caller);
        return null;
    }

    private void Accept(Write write, CommunityEvent communityEvent, Caller caller)
    {
        BookingStore.Accept(
            write,
            communityEvent.Id,
            caller.User,
            EventSchedule.DateAt(write.Now, communityEvent.TimeZone)
        );
        rooms.AddMember(write, communityEvent.Chat, caller.User);
        TellCreator(write, communityEvent, caller, "is coming to");
    }

    private void Wait(Write write, CommunityEvent communityEvent, Caller caller)
    {
        BookingStore.Wait(write, communityEvent.Id, caller.User);
        rooms.AddReader(write, communityEvent.Chat, caller.User);
        TellCreator(write, communityEvent, caller, "is waiting for a place at");
    }

    private Refusal? Withdraw(Write write, CommunityEvent communityEvent, Caller caller)
    {
        if (BookingStore.Find(write, communityEvent.Id, caller.User) is not { } held)
            return null;
        if (write.Now >= communityEvent.ClosesAt)
            return BookingRules.Closed;
        Free(write, communityEvent, caller.User);
        TellCreator(
            write,
            communityEvent,
            caller,
            held.Status == BookingStatus.Invited ? "cannot come to" : "is no longer coming to"
        );
        return null;
    }

    private void TellCreator(Write write, CommunityEvent communityEvent, Caller caller, string what) =>
        notifications.Notify(
            write,
            new Notice(
                communityEvent.CreatorId,
                NoticeKind.Booking,
                $"{caller.Username} {what} “{communityEvent.Title}”."
            )
            {
                From = caller.User,
                Event = communityEvent.Id,
                Chat = communityEvent.Chat,
            }
        );
}
