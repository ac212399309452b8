using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Books, accepts, waits, declines and withdraws, each for oneself (contract section 5, booking rules).</summary>
public sealed class Seating(EventWrites events, EventRoom rooms, Tell tell)
{
    /// <summary>Books, accepts an invitation or an offer, or joins the waitlist. A holder keeps what they have.</summary>
    public Task<Outcome<Booking>> BookAsync(Caller caller, Guid id, bool wait, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, happening) => Book(write, happening, caller, wait),
            (write, happening) => BookingLog.Find(write, happening.Id, caller.User)!,
            cancel
        );

    /// <summary>Withdraws a booking, declines an invitation or an offer, or leaves the waitlist.</summary>
    public Task<Outcome<Done>> WithdrawAsync(Caller caller, Guid id, CancellationToken cancel) =>
        events.OnAsync(
            caller,
            id,
            (write, happening) => Withdraw(write, happening, caller),
            (_, _) => new Done(),
            cancel
        );

    /// <summary>A step for whoever removes people: the place is free, and the person is out of the room.</summary>
    public void Free(Write write, Event happening, long user)
    {
        BookingLog.Remove(write, happening.Id, user);
        rooms.Dismiss(write, happening.Chat, user);
    }

    private Refusal? Book(Write write, Event happening, Caller caller, bool wait)
    {
        var held = BookingLog.Find(write, happening.Id, caller.User);
        var decided = BookingRules.Book(happening, caller.User, held, wait, write.Now);
        if (decided.Refused(out var refusal, out var step))
            return refusal;
        if (step == BookingStep.Accept)
            Accept(write, happening, caller);
        else if (step == BookingStep.Wait)
            Wait(write, happening, caller);
        return null;
    }

    private void Accept(Write write, Event happening, Caller caller)
    {
        BookingLog.Accept(write, happening.Id, caller.User, Schedule.DateAt(write.Now, happening.TimeZone));
        rooms.Seat(write, happening.Chat, caller.User);
        TellCreator(write, happening, caller, "is coming to");
    }

    private void Wait(Write write, Event happening, Caller caller)
    {
        BookingLog.Wait(write, happening.Id, caller.User);
        rooms.Admit(write, happening.Chat, caller.User);
        TellCreator(write, happening, caller, "is waiting for a place at");
    }

    private Refusal? Withdraw(Write write, Event happening, Caller caller)
    {
        if (BookingLog.Find(write, happening.Id, caller.User) is not { } held)
            return null;
        if (write.Now >= happening.ClosesAt)
            return BookingRules.Closed;
        Free(write, happening, caller.User);
        TellCreator(
            write,
            happening,
            caller,
            held.Status == Booking.Invited ? "cannot come to" : "is no longer coming to"
        );
        return null;
    }

    private void TellCreator(Write write, Event happening, Caller caller, string what) =>
        tell(
            write,
            new Notice(happening.CreatorId, "booking", $"{caller.Username} {what} “{happening.Title}”.")
            {
                From = caller.User,
                Event = happening.Id,
                Chat = happening.Chat,
            }
        );
}
