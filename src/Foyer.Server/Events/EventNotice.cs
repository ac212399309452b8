using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Something one person is told about an event: in the inbox, live, and, where <see cref="Mail"/> is set, by mail.</summary>
/// <param name="User">Who is told.</param>
/// <param name="Kind">As the wire has it: invitation, booking, event_changed, event_cancelled, waitlist_offer, reminder.</param>
/// <param name="Text">One or more sentences, with times for this person's zone.</param>
public sealed record EventNotice(long User, string Kind, TimedText Text)
{
    /// <summary>Whose doing it is; null for the house's.</summary>
    public long? From { get; init; }

    public string? Event { get; init; }

    public long? Chat { get; init; }

    /// <summary>The subject of a mail with the same words; null for no mail.</summary>
    public string? Mail { get; init; }

    /// <summary>True where the person must know of it by mail, however many they got: what they booked does not take place.</summary>
    public bool IsVital { get; init; }
}

/// <summary>
/// Tells people, in the transaction of what they are told about. The inbox stands above this slice, so it hands this step in
/// (docs/decisions/0012).
/// </summary>
public delegate void NotifyAttendee(Write write, EventNotice notice);
