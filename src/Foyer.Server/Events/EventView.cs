using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>An event as every reader gets it (contract section 5, objects).</summary>
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
    string Visibility,
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
    public static EventView Of(Event happening) =>
        new(
            happening.Id,
            happening.Title,
            happening.Description,
            happening.Location,
            happening.Date,
            happening.Time,
            happening.TimeZone,
            happening.DurationMinutes,
            Clock.ToText(happening.StartsAt),
            Clock.ToText(happening.EndsAt),
            happening.Visibility,
            happening.MaximumAttendees,
            happening.Attendees,
            happening.FreePlaces,
            happening.Waitlisted,
            happening.PriceCents is { } cents ? Events.Price.ToText(cents) : null,
            happening.Currency,
            PersonView.Of(happening.CreatorId, happening.CreatorName, happening.CreatorAvatar),
            Clock.ToText(happening.CreatedAt),
            happening.HasRoom != 0,
            happening.Chat,
            happening.Sequence,
            EventWarning.Of(happening)
        );
}

/// <summary>An event as one reader gets it: with what they themselves have there.</summary>
public sealed record EventForReader : EventView
{
    private EventForReader(EventView view, Booking? mine)
        : base(view) => MyBooking = mine is null ? null : BookingView.Of(mine);

    // The API document takes a property that cannot be set for one that is never null.
    public BookingView? MyBooking { get; init; }

    public static EventForReader Of(Event happening, Booking? mine) => new(EventView.Of(happening), mine);
}
