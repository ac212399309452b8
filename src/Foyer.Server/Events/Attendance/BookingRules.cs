using Foyer.Protocol;

namespace Foyer.Server.Events.Attendance;

/// <summary>What becomes of a wish to book, by what is known of the event and the person; decides and changes nothing.</summary>
public static class BookingRules
{
    public static readonly Refusal Own = Refusal.Of(403, "own_event", "This is your own event; you are there anyway.");
    public static readonly Refusal Closed = Refusal.Conflict(
        "event_over",
        "Booking has closed: the event has begun or is over."
    );
    public static readonly Refusal Over = Refusal.Conflict(
        "event_over",
        "The event is over. It stays as it was and can no longer be changed or cancelled."
    );
    public static readonly Refusal Full = Refusal.Conflict(
        "event_full",
        "All places are taken. You can join the waitlist."
    );

    public static readonly Refusal TooSmall = Refusal.Conflict(
        "capacity_below_attendees",
        "More places than this are booked or offered already. Remove attendees first."
    );

    /// <param name="held">What the person has so far; null for nothing.</param>
    /// <param name="wait">Whether they would rather wait than be refused when it is full.</param>
    public static Outcome<BookingStep> Book(
        CommunityEvent communityEvent,
        long user,
        Booking? held,
        bool wait,
        long now
    )
    {
        if (user == communityEvent.CreatorId)
            return Own;
        if (held?.Status == BookingStatus.Accepted)
            return BookingStep.Keep;
        if (now >= communityEvent.ClosesAt)
            return Closed;
        if (held is { Status: BookingStatus.Waitlisted })
            return held.HasOffer ? BookingStep.Accept : BookingStep.Keep;
        if (communityEvent.HasFreePlace)
            return BookingStep.Accept;
        return wait ? BookingStep.Wait : Full;
    }

    /// <summary>Null when so many may be the most: whoever has a place or the offer of one keeps it.</summary>
    public static Refusal? Resize(CommunityEvent communityEvent, long? most) =>
        most < communityEvent.Attendees + communityEvent.Offers ? TooSmall : null;

    /// <summary>The deadline of an offer made now, of which readers see no more than the closing of booking; null when it is too late to make one.</summary>
    public static long? OfferUntil(CommunityEvent communityEvent, long now, long holdFor) =>
        now >= communityEvent.ClosesAt ? null : now + holdFor;

    /// <summary>How many of those who wait can be offered a place.</summary>
    public static long Offerable(CommunityEvent communityEvent) =>
        Math.Max(0, Math.Min(communityEvent.Waiting, communityEvent.FreePlaces ?? communityEvent.Waiting));
}

/// <summary>What to do with a booking.</summary>
public enum BookingStep
{
    /// <summary>It stays as it is.</summary>
    Keep,

    /// <summary>The person gets a place.</summary>
    Accept,

    /// <summary>The person waits for one.</summary>
    Wait,
}
