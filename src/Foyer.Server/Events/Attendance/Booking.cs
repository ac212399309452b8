using System.Text.Json.Serialization;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>One person's place at one event, or their wish for it.</summary>
public sealed record Booking
{
    public string Id { get; init; } = "";
    public string Event { get; init; } = "";
    public long User { get; init; }
    public string Username { get; init; } = "";
    public string? Avatar { get; init; }

    /// <summary>The person's own zone, where they have told it.</summary>
    public string? TimeZone { get; init; }

    public BookingStatus Status { get; init; }
    internal string StatusText
    {
        init => Status = EnumText.Parse<BookingStatus>(value);
    }
    public long? InvitedBy { get; init; }

    /// <summary>Day of accepting, yyyy-mm-dd, in the event's zone.</summary>
    public string? AcceptedDate { get; init; }

    /// <summary>
    /// Until when a freed place is held for this person, microseconds UTC: the offer's own deadline or the closing of booking,
    /// whichever is earlier. Null while none is held.
    /// </summary>
    public long? OfferUntil { get; init; }

    /// <summary>Place in the waiting line, the first being 1; null when not waiting or already offered a place.</summary>
    public long? Position { get; init; }

    public bool HasOffer => OfferUntil is not null;
}

[JsonConverter(typeof(EnumTextConverter<BookingStatus>))]
public enum BookingStatus
{
    /// <summary>May book, and has not answered.</summary>
    Invited = 1,

    /// <summary>Has a place.</summary>
    Accepted,

    /// <summary>Waits for a place, or has the offer of one.</summary>
    Waitlisted,
}
