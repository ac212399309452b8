using System.Text.Json.Serialization;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>A thing people go to, as it is now; its numbers are counted when read, never stored.</summary>
public sealed record CommunityEvent
{
    /// <summary>UUID, lower case with dashes.</summary>
    public string Id { get; init; } = "";

    /// <summary>0 once the account is deleted: past events stay.</summary>
    public long CreatorId { get; init; }
    public string CreatorName { get; init; } = "";
    public string? CreatorAvatar { get; init; }
    public string? CreatorTimeZone { get; init; }
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public string? Location { get; init; }
    public string Date { get; init; } = "";
    public string? Time { get; init; }
    public string TimeZone { get; init; } = "";
    public long? DurationMinutes { get; init; }
    public long StartsAt { get; init; }
    public long EndsAt { get; init; }

    public EventVisibility Visibility { get; init; } = EventVisibility.Public;
    internal string VisibilityText
    {
        init => Visibility = EnumText.Parse<EventVisibility>(value);
    }

    /// <summary>Null for any number.</summary>
    public long? MaximumAttendees { get; init; }
    public long? PriceCents { get; init; }

    /// <summary>Three capital letters.</summary>
    public string Currency { get; init; } = "";

    /// <summary>1 while the event has an open room.</summary>
    public long HasRoom { get; init; }
    public long? Chat { get; init; }

    /// <summary>Grows with each edit; also the calendar's SEQUENCE.</summary>
    public long Sequence { get; init; }
    public long CreatedAt { get; init; }
    public long ChangedAt { get; init; }

    /// <summary>When the date was last set; by it a date is in the past or not.</summary>
    public long ScheduledAt { get; init; }

    /// <summary>Accepted bookings.</summary>
    public long Attendees { get; init; }

    /// <summary>Places held for people of the waitlist.</summary>
    public long Offers { get; init; }

    /// <summary>People on the waitlist, those with an offer included.</summary>
    public long Waitlisted { get; init; }

    public bool IsPublic => Visibility == EventVisibility.Public;

    public bool IsAllDay => Time is null;

    /// <summary>Booking closes when it begins; of an event of all day, when the day is over.</summary>
    public long ClosesAt => IsAllDay ? EndsAt : StartsAt;

    public long? FreePlaces => MaximumAttendees - Attendees - Offers;

    /// <summary>Those on the waitlist who have no offer yet.</summary>
    public long Waiting => Waitlisted - Offers;

    /// <summary>A place that nobody waits for.</summary>
    public bool HasFreePlace => Waiting == 0 && FreePlaces is null or > 0;

    public PublicUser Creator => new(CreatorId, CreatorName, CreatorAvatar);

    public EventSchedule Schedule =>
        EventSchedule.From(
            EventSchedule.ReadDate(Date)!.Value,
            Time is null ? null : EventSchedule.ReadTime(Time),
            EventSchedule.FindZone(TimeZone) ?? NodaTime.DateTimeZone.Utc,
            DurationMinutes
        );
}

/// <summary>Who sees an event.</summary>
[JsonConverter(typeof(EnumTextConverter<EventVisibility>))]
public enum EventVisibility
{
    Public = 1,

    [JsonStringEnumMemberName("invite-only")]
    InviteOnly,
}
