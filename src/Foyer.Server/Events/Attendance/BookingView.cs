using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>A booking as its holder gets it.</summary>
/// <param name="InvitedBy">Id of who invited; null for nobody.</param>
/// <param name="AcceptedDate">yyyy-mm-dd.</param>
/// <param name="Position">Place in the waiting line from 1 on; null when not waiting or already offered a place.</param>
/// <param name="OfferUntil">Until when a place is held; null while none is.</param>
public sealed record BookingView(
    string Id,
    BookingStatus Status,
    long? InvitedBy,
    string? AcceptedDate,
    long? Position,
    string? OfferUntil
)
{
    public static BookingView From(Booking booking) =>
        new(
            booking.Id,
            booking.Status,
            booking.InvitedBy,
            booking.AcceptedDate,
            booking.Position,
            booking.OfferUntil is { } until ? Instants.ToText(until) : null
        );
}

/// <summary>Somebody's booking as others get it.</summary>
public sealed record AttendeeView(
    PersonView User,
    BookingStatus Status,
    string? AcceptedDate,
    long? Position,
    string? OfferUntil
)
{
    public static AttendeeView From(Booking booking) =>
        new(
            PersonView.From(booking.User, booking.Username, booking.Avatar),
            booking.Status,
            booking.AcceptedDate,
            booking.Position,
            booking.OfferUntil is { } until ? Instants.ToText(until) : null
        );
}

/// <summary>What everybody may see of a person.</summary>
public sealed record PersonView(long Id, string Username, string Avatar)
{
    public static PersonView From(long id, string username, string? avatar) =>
        new(id, username, avatar ?? PublicUser.DefaultAvatar);
}
