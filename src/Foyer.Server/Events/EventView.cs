using Foyer.Server.Events.Attendance;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>An event as every reader gets it.</summary>
public record EventView(
    string Id,
    string Title,
    string Description,
    string? Location,
    string Date,
    string? Time,
    string TimeZone,
    long? DurationMinutes,
    string StartsAt,
    string EndsAt,
    EventVisibility Visibility,
    long? MaximumAttendees,
    long Attendees,
    long? FreePlaces,
    long Waitlisted,
    string? Price,
    string Currency,
    PersonView Creator,
    string CreationDate,
    bool Room,
    long? Chat,
    long Sequence,
    IReadOnlyList<EventWarning> Warnings
)
{
    public static EventView From(CommunityEvent communityEvent) =>
        new(
            communityEvent.Id,
            communityEvent.Title,
            communityEvent.Description,
            communityEvent.Location,
            communityEvent.Date,
            communityEvent.Time,
            communityEvent.TimeZone,
            communityEvent.DurationMinutes,
            Instants.ToText(communityEvent.StartsAt),
            Instants.ToText(communityEvent.EndsAt),
            communityEvent.Visibility,
            communityEvent.MaximumAttendees,
            communityEvent.Attendees,
            communityEvent.FreePlaces,
            communityEvent.Waitlisted,
            communityEvent.PriceCents is { } cents ? Events.Price.ToText(cents) : null,
            communityEvent.Currency,
            PersonView.From(communityEvent.CreatorId, communityEvent.CreatorName, communityEvent.CreatorAvatar),
            Instants.ToText(communityEvent.CreatedAt),
            communityEvent.HasRoom != 0,
            communityEvent.Chat,
            communityEvent.Sequence,
            EventWarning.From(communityEvent)
        );
}

/// <summary>An event as one reader gets it: with what they themselves have there.</summary>
public sealed record EventForReader : EventView
{
    private EventForReader(EventView view, Booking? mine)
        : base(view) => MyBooking = mine is null ? null : BookingView.From(mine);

    // The API document takes a property that cannot be set for one that is never null.
    public BookingView? MyBooking { get; init; }

    public static EventForReader From(CommunityEvent communityEvent, Booking? mine) =>
        new(EventView.From(communityEvent), mine);
}
