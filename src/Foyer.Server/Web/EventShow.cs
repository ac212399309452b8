using System.Globalization;
using Foyer.Server.Events;
using Foyer.Server.Storage;
using NodaTime;
using NodaTime.Text;

namespace Foyer.Server.Web;

/// <summary>How an event reads on a page to one reader; times are the event's own, the browser adds the reader's.</summary>
public sealed class EventShow
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    private readonly LocalDateTime start;
    private readonly LocalDateTime end;
    private readonly long startsAt;
    private readonly long endsAt;
    private readonly long now;

    public EventShow(EventForReader happening, long reader, long now)
    {
        Event = happening;
        IsOwn = happening.Creator.Id == reader;
        IsSignedIn = reader != 0;
        this.now = now;
        startsAt = Clock.FromInstant(DateTimeOffset.Parse(happening.StartsAt, CultureInfo.InvariantCulture));
        endsAt = Clock.FromInstant(DateTimeOffset.Parse(happening.EndsAt, CultureInfo.InvariantCulture));
        var zone = Schedule.FindZone(happening.TimeZone) ?? DateTimeZone.Utc;
        start = Schedule.ToInstant(startsAt).InZone(zone).LocalDateTime;
        end = Schedule.ToInstant(endsAt).InZone(zone).LocalDateTime;
    }

    /// <summary>What the template of cards in messages is made from.</summary>
    public static EventShow Blank { get; } =
        new(EventForReader.Of(new Event { Date = "2000-01-01", TimeZone = "UTC" }, null), 0, 0);

    public EventForReader Event { get; }

    public bool IsOwn { get; }

    public bool IsSignedIn { get; }

    public BookingView? Mine => Event.MyBooking;

    public bool IsAllDay => Event.Time is null;

    public bool IsOver => now >= endsAt;

    public bool IsOn => now >= startsAt && !IsOver;

    /// <summary>Nobody books any more.</summary>
    public bool IsClosed => now >= (IsAllDay ? endsAt : startsAt);

    public bool IsFull => Event.FreePlaces <= 0;

    public bool IsFew => Event.FreePlaces is { } free && (free <= 3 || free * 10 <= Event.MaximumAttendees);

    public bool IsGoing => Mine?.Status == Booking.Accepted;

    public bool IsInvited => Mine?.Status == Booking.Invited;

    public bool HasOffer => Mine?.OfferUntil is not null;

    public bool IsWaiting => Mine?.Status == Booking.Waitlisted && !HasOffer;

    public string Weekday => start.ToString("ddd", English);

    public string Day => start.Day.ToString(English);

    public string Month => start.ToString("MMM", English);

    public string DateWords => start.ToString("dddd d MMMM uuuu", English);

    public string ShortWords => $"{start.ToString("ddd d MMM", English)}{(IsAllDay ? ", all day" : $", {TimeWords}")}";

    public string TimeWords => IsAllDay ? "All day" : $"{Time.Format(start.TimeOfDay)}–{EndWords}";

    /// <summary>From when to when, as the wire has it; null all day, which is the same day on every clock.</summary>
    public string? Starts => IsAllDay ? null : Event.StartsAt;

    public string? Ends => IsAllDay ? null : Event.EndsAt;

    public string ZoneWords => $"{Event.TimeZone[(Event.TimeZone.LastIndexOf('/') + 1)..].Replace('_', ' ')} time";

    /// <summary>Until when a place is held for the reader, on the event's own clock.</summary>
    public string OfferWords =>
        Words.Moment(
            Clock.FromInstant(DateTimeOffset.Parse(Mine!.OfferUntil!, CultureInfo.InvariantCulture)),
            Event.TimeZone
        );

    public string PriceWords =>
        Event.Price switch
        {
            null or "0.00" => "Free",
            var price when Event.Currency == "EUR" => $"€{price}",
            var price => $"{price} {Event.Currency}",
        };

    /// <summary>The one line that says how it stands, in words.</summary>
    public string StateWords =>
        (Event, this) switch
        {
            (_, { IsOver: true }) => "Past",
            (_, { IsOn: true, IsAllDay: false }) => "On now",
            (_, { IsOwn: true }) => GoingWords,
            (_, { IsGoing: true }) => "You’re going",
            (_, { HasOffer: true }) => "A seat is held for you",
            (_, { IsWaiting: true }) => $"Waitlist no. {Mine!.Position}",
            (_, { IsInvited: true }) => $"{Event.Creator.Username} invited you",
            ({ MaximumAttendees: null }, _) => $"Open to all, {Event.Attendees} going",
            (_, { IsFull: true }) => Event.Waitlisted == 0 ? "Full" : $"Full, {Event.Waitlisted} waiting",
            (_, { IsFew: true }) => $"Only {Event.FreePlaces} left",
            _ => $"{Event.FreePlaces} of {Event.MaximumAttendees} seats left",
        };

    /// <summary>going, few or nothing: what colours the line.</summary>
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

    /// <summary>Seats taken in tens of a hundred, or null where any number fits.</summary>
    public long? Share => Event.MaximumAttendees is { } most ? ShareOf(most) : null;

    public string SeatKind =>
        IsFull ? "full"
        : IsFew ? "few"
        : "plain";

    public string GoingWords => Event.Attendees == 1 ? "1 person is going" : $"{Event.Attendees} people are going";

    private string EndWords =>
        end.Date == start.Date || end.TimeOfDay == LocalTime.Midnight
            ? Time.Format(end.TimeOfDay)
            : $"{end.ToString("ddd", English)} {Time.Format(end.TimeOfDay)}";

    // Never none while somebody comes, never all while a seat is free.
    private long ShareOf(long most)
    {
        var taken = most - (Event.FreePlaces ?? most);
        var tens = taken * 10 / most;
        return taken > 0 && tens == 0 ? 10 : Math.Min(tens, 10) * 10;
    }
}
