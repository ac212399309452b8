using Foyer.Server.Storage;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace Foyer.Server.Events.Calendars;

/// <summary>Events as iCalendar (RFC 5545), for calendar programs. Its size grows with the number of events alone.</summary>
/// <param name="host">Begins every link.</param>
public sealed class CalendarDocument(string host)
{
    private const string Refresh = "PT1H";

    private readonly List<CalendarEntry> entries = [];

    public CalendarDocument Add(CalendarEntry entry)
    {
        entries.Add(entry);
        return this;
    }

    /// <summary>As a file to add to a calendar that is there.</summary>
    public override string ToString() => Text(Make());

    /// <summary>As a calendar of its own to subscribe to, which programs fetch again each hour.</summary>
    public string ToFeed(string name)
    {
        var calendar = Make();
        calendar.Method = "PUBLISH";
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("X-PUBLISHED-TTL", Refresh);
        var interval = new CalendarProperty("REFRESH-INTERVAL", Refresh);
        interval.AddParameter("VALUE", "DURATION");
        calendar.Properties.Add(interval);
        return Text(calendar);
    }

    private static string Text(Ical.Net.Calendar calendar) => new CalendarSerializer().SerializeToString(calendar)!;

    private Ical.Net.Calendar Make()
    {
        var calendar = new Ical.Net.Calendar
        {
            Version = "2.0",
            ProductId = "-//Foyer//Events//EN",
            Scale = "GREGORIAN",
        };
        foreach (var zone in entries.Where(HasZone).GroupBy(entry => entry.Schedule.Zone, StringComparer.Ordinal))
            calendar.AddChild(CalendarZone.From(zone.Key, zone.Select(entry => entry.Schedule)));
        foreach (var entry in entries)
            calendar.Events.Add(EventOf(entry));
        return calendar;
    }

    private static bool HasZone(CalendarEntry entry) =>
        entry.Schedule.Time is not null && !CalendarZone.IsUtc(entry.Schedule.Zone);

    private CalendarEvent EventOf(CalendarEntry entry)
    {
        var (start, end) = Times(entry.Schedule);
        return new CalendarEvent
        {
            Uid = $"{entry.Id}@foyer",
            DtStamp = Utc(entry.ChangedAt),
            LastModified = Utc(entry.ChangedAt),
            Sequence = (int)Math.Min(entry.Sequence, int.MaxValue),
            Status = entry.Status,
            DtStart = start,
            DtEnd = end,
            Summary = entry.Title,
            Description = Given(entry.Description),
            Location = Given(entry.Location),
            Class = entry.IsPublic ? "PUBLIC" : "PRIVATE",
            Url =
                entry.Status != CalendarEntry.Cancelled
                && Uri.TryCreate($"{host}/event-detail?id={entry.Id}", UriKind.Absolute, out var page)
                    ? page
                    : null,
        };
    }

    private static (CalDateTime Start, CalDateTime End) Times(EventSchedule schedule)
    {
        var times = new EventTimes(schedule.StartsAt, schedule.EndsAt, schedule.Time is null, schedule.Zone);
        if (times.IsAllDay)
            return (Date(times.FirstDay), Date(times.DayAfter));
        var inUtc =
            CalendarZone.IsUtc(schedule.Zone)
            || IsMisread(schedule.Zone, schedule.StartsAt)
            || IsMisread(schedule.Zone, schedule.EndsAt);
        return inUtc
            ? (Utc(schedule.StartsAt), Utc(schedule.EndsAt))
            : (Local(schedule.StartsAt, schedule.Zone), Local(schedule.EndsAt, schedule.Zone));
    }

    // Of a local time that the clocks show twice, programs take the first or the second, whatever the standard says; and some
    // know no offsets with seconds.
    private static bool IsMisread(string zone, long at) =>
        EventTimes.ZoneOf(zone).MapLocal(EventTimes.LocalAt(at, zone)).Count > 1
        || EventTimes.ZoneOf(zone).GetUtcOffset(EventSchedule.ToInstant(at)).Seconds % 60 != 0;

    private static CalDateTime Date(LocalDate date) => new(date.Year, date.Month, date.Day);

    private static CalDateTime Utc(long at) => new(DateTime.SpecifyKind(Instants.ToInstant(at), DateTimeKind.Utc));

    // Local time in its zone, so that it stays right should the zone's rules change.
    private static CalDateTime Local(long at, string zone) =>
        new(EventTimes.LocalAt(at, zone).ToDateTimeUnspecified(), zone);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
