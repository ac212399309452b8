using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.Events;

/// <summary>The validated fields of an event that a user creates or edits.</summary>
public sealed record EventDraft(
    string Title,
    string Description,
    string? Location,
    EventVisibility Visibility,
    long? MaximumAttendees,
    long? PriceCents,
    bool Room,
    EventSchedule Schedule
)
{
    public const long MostAttendees = 1_000_000;

    /// <summary>Reads a new event, or the changes to one. Look at <see cref="Fields.Refusal"/> before using it.</summary>
    /// <param name="now">Dates may be at most a hundred years from it.</param>
    /// <param name="before">What fields that were not sent stay as.</param>
    public static EventDraft Parse(Fields fields, FoyerSettings settings, long now, CommunityEvent? before = null)
    {
        var limits = settings.Limits;
        return new EventDraft(
            Sent("title") ? fields.Title("title", limits.EventTitle) : before!.Title,
            Sent("description")
                ? fields.Text("description", limits.EventDescription, lines: true)
                : before!.Description,
            Sent("location") ? fields.OptionalTitle("location", limits.EventLocation) : before!.Location,
            Sent("visibility") ? ReadVisibility(fields) : before!.Visibility,
            Sent("maximum_attendees")
                ? fields.OptionalInteger("maximum_attendees", 1, MostAttendees)
                : before!.MaximumAttendees,
            Sent("price") ? ReadPrice(fields) : before!.PriceCents,
            fields.Flag("room") ?? before?.HasRoom != 0,
            ReadSchedule(fields, settings.TimeZone, now, before)
        );

        bool Sent(string name) => before is null || fields.Has(name);
    }

    /// <summary>True when storing it would change nothing.</summary>
    public bool IsSameAs(CommunityEvent stored) =>
        this
        == new EventDraft(
            stored.Title,
            stored.Description,
            stored.Location,
            stored.Visibility,
            stored.MaximumAttendees,
            stored.PriceCents,
            stored.HasRoom != 0,
            stored.Schedule
        );

    private static EventVisibility ReadVisibility(Fields fields)
    {
        var word = fields.Choice("visibility", EventVisibility.Public, EventVisibility.InviteOnly);
        if (word is null && !fields.IsWrong("visibility"))
            fields.Refuse("visibility", "This field is required.", "required");
        return word ?? EventVisibility.InviteOnly;
    }

    private static long? ReadPrice(Fields fields) =>
        fields.OptionalDecimal("price", Price.Decimals, 0, Price.Most) is { } amount ? Price.ToCents(amount) : null;

    private static EventSchedule ReadSchedule(Fields fields, string usualZone, long now, CommunityEvent? before)
    {
        var date =
            before is null || fields.Has("date") ? ReadDate(fields, now) : EventSchedule.ReadDate(before.Date)!.Value;
        var time = before is null || fields.Has("time") ? ReadTime(fields) : before.Schedule.LocalTime;
        var zone = ReadZone(fields, before?.TimeZone ?? usualZone);
        var minutes =
            before is null || fields.Has("duration_minutes")
                ? fields.OptionalInteger("duration_minutes", 1, EventSchedule.MostMinutes)
                : before.DurationMinutes;
        return EventSchedule.From(date, time, zone, minutes);
    }

    private static LocalDate ReadDate(Fields fields, long now)
    {
        var text = fields.Text("date", 32);
        if (fields.IsWrong("date"))
            return new LocalDate(2000, 1, 1);
        if (EventSchedule.ReadDate(text) is { } date && EventSchedule.IsNear(date, now))
            return date;
        fields.Refuse(
            "date",
            $"Enter a date that exists, as yyyy-mm-dd, at most {EventSchedule.MostYears} years from today."
        );
        return new LocalDate(2000, 1, 1);
    }

    private static LocalTime? ReadTime(Fields fields)
    {
        if (fields.OptionalText("time", 32) is not { } text)
            return null;
        if (EventSchedule.ReadTime(text) is { } time)
            return time;
        fields.Refuse("time", "Enter a time as hh:mm.");
        return null;
    }

    private static DateTimeZone ReadZone(Fields fields, string usual)
    {
        var name = fields.OptionalText("time_zone", 64) ?? usual;
        if (EventSchedule.FindZone(name) is { } zone)
            return zone;
        fields.Refuse("time_zone", "Enter an IANA time zone such as Europe/Berlin.");
        return DateTimeZone.Utc;
    }
}
