using System.Globalization;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Storage;

namespace Foyer.Server.Web;

/// <summary>
/// An event as a page shows it to one reader; times are in the event's zone, and the browser shows the reader's.
/// </summary>
public sealed class EventDisplay
{
    private readonly long now;

    public EventDisplay(EventForReader communityEvent, long reader, long now)
    {
        Event = communityEvent;
        IsSignedIn = reader != 0;
        IsOwn = IsSignedIn && communityEvent.Creator.Id == reader;
        Times = EventTimes.Format(communityEvent);
        this.now = now;
    }

    /// <summary>The blank event for the template of event cards in messages.</summary>
    public static EventDisplay Blank { get; } =
        new(EventForReader.From(new CommunityEvent { Date = "2000-01-01", TimeZone = "UTC" }, null), 0, 0);

    public EventForReader Event { get; }

    public EventTimes Times { get; }

    public bool IsOwn { get; }

    public bool IsSignedIn { get; }

    public BookingView? Mine => Event.MyBooking;

    public bool IsAllDay => Event.Time is null;

    public bool IsOver => now >= Times.EndsAt;

    public bool IsOn => now >= Times.StartsAt && !IsOver;

    /// <summary>True when bookings are no longer possible.</summary>
    public bool IsClosed => now >= (IsAllDay ? Times.EndsAt : Times.StartsAt);

    public bool IsFull => Event.FreePlaces <= 0;

    public bool IsFew => Event.FreePlaces is { } free && (free <= 3 || free * 10 <= Event.MaximumAttendees);

    public bool IsGoing => Mine?.Status == BookingStatus.Accepted;

    public bool IsInvited => Mine?.Status == BookingStatus.Invited;

    public bool HasOffer => Mine?.OfferUntil is not null;

    public bool IsWaiting => Mine?.Status == BookingStatus.Waitlisted && !HasOffer;

    public string ShortText => Times.Short(now);

    /// <summary>Until when a place is reserved for the reader, in the event's zone.</summary>
    public string OfferText =>
        EventTimes
            .Moment(
                Instants.FromInstant(DateTimeOffset.Parse(Mine!.OfferUntil!, CultureInfo.InvariantCulture)),
                Event.TimeZone
            )
            .Text;

    public string PriceText =>
        Event.Price switch
        {
            null or "0.00" => "Free",
            var price when Event.Currency == "EUR" => $"€{price}",
            var price => $"{price} {Event.Currency}",
        };

    /// <summary>The state of the event as one line of text.</summary>
    public string StateText =>
        (Event, this) switch
        {
            (_, { IsOver: true }) => "Past",
            (_, { IsOn: true, IsAllDay: false }) => "On now",
            (_, { IsOwn: true }) => GoingText,
            (_, { IsGoing: true }) => "You’re going",
            (_, { HasOffer: true }) => "A seat is held for you",
            (_, { IsWaiting: true }) => $"Waitlist no. {Mine!.Position}",
            (_, { IsInvited: true }) => $"{Event.Creator.Username} invited you",
            ({ MaximumAttendees: null }, _) => $"Open to all, {Event.Attendees} going",
            (_, { IsFull: true }) => Event.Waitlisted == 0 ? "Full" : $"Full, {Event.Waitlisted} waiting",
            (_, { IsFew: true }) => $"Only {Event.FreePlaces} left",
            _ => $"{Event.FreePlaces} of {Event.MaximumAttendees} seats left",
        };

    /// <summary>going, few or nothing: determines the colour of the line.</summary>
    public string? StateKind =>
        IsOver ? null
        : IsGoing ? "going"
        : HasOffer || IsWaiting || IsOn || (IsFew && !IsFull && !IsOwn) ? "few"
        : null;

    public string PanelKind =>
        IsClosed ? "closed"
        : IsGoing ? "going"
        : HasOffer ? "offer"
        : IsFew && !IsFull ? "few"
        : "plain";

    public string CardKind =>
        IsOver ? "past"
        : IsOn ? "live"
        : "plain";

    /// <summary>The booked share of the places in percent, in steps of ten; null for an unlimited event.</summary>
    public long? Share => Event.MaximumAttendees is { } most ? ShareOf(most) : null;

    public string BookingState =>
        IsFull ? "full"
        : IsFew ? "few"
        : "plain";

    public string GoingText => Event.Attendees == 1 ? "1 person is going" : $"{Event.Attendees} people are going";

    // Never 0 when there is a booking, never 100 while a place is free.
    private long ShareOf(long most)
    {
        var taken = most - (Event.FreePlaces ?? most);
        var tens = taken * 10 / most;
        return taken > 0 && tens == 0 ? 10 : Math.Min(tens, 10) * 10;
    }
}
