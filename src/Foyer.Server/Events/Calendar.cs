using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Foyer.Server.Events;

/// <summary>Events as iCalendar (RFC 5545), for calendar programs.</summary>
/// <param name="host">Begins every link.</param>
public sealed class Calendar(string name, string host)
{
    private static readonly InstantPattern Moment = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuuMMdd'T'HHmmss"
    );

    private readonly List<CalendarEntry> entries = [];

    public Calendar Add(CalendarEntry entry)
    {
        entries.Add(entry);
        return this;
    }

    public override string ToString()
    {
        var text = new CalendarText();
        text.Begin("VCALENDAR")
            .Line("VERSION", "2.0")
            .Line("PRODID", "-//Foyer//Events//EN")
            .Line("CALSCALE", "GREGORIAN");
        text.Words("X-WR-CALNAME", name);
        foreach (var zone in entries.Where(HasZone).GroupBy(entry => entry.Schedule.Zone, StringComparer.Ordinal))
            CalendarZone.Write(
                text,
                ZoneOf(zone.Key),
                Schedule.ToInstant(zone.Min(entry => entry.Schedule.StartsAt)),
                Schedule.ToInstant(zone.Max(entry => entry.Schedule.EndsAt))
            );
        foreach (var entry in entries)
            Write(text, entry);
        return text.End("VCALENDAR").ToString();
    }

    private static bool HasZone(CalendarEntry entry) =>
        entry.Schedule.Time is not null && !CalendarZone.IsUtc(entry.Schedule.Zone);

    private void Write(CalendarText text, CalendarEntry entry)
    {
        text.Begin("VEVENT")
            .Line("UID", $"{entry.Id}@foyer")
            .Line("DTSTAMP", At(entry.ChangedAt))
            .Line("LAST-MODIFIED", At(entry.ChangedAt))
            .Line("SEQUENCE", entry.Sequence.ToString(CultureInfo.InvariantCulture))
            .Line("STATUS", entry.Status);
        WriteTimes(text, entry.Schedule);
        text.Words("SUMMARY", entry.Title)
            .Words("DESCRIPTION", entry.Description)
            .Words("LOCATION", entry.Location)
            .Line("CLASS", entry.IsPublic ? "PUBLIC" : "PRIVATE");
        if (entry.Status != CalendarEntry.Cancelled)
            text.Line("URL", $"{host}/event-detail?id={entry.Id}");
        text.End("VEVENT");
    }

    private static void WriteTimes(CalendarText text, Schedule schedule)
    {
        if (schedule.Time is null)
        {
            var day = Schedule.ReadDate(schedule.Date)!.Value;
            text.Line("DTSTART;VALUE=DATE", Day.Format(day)).Line("DTEND;VALUE=DATE", Day.Format(day.PlusDays(1)));
            return;
        }
        var zone = ZoneOf(schedule.Zone);
        var inUtc =
            CalendarZone.IsUtc(schedule.Zone) || IsTwice(zone, schedule.StartsAt) || IsTwice(zone, schedule.EndsAt);
        WriteTime(text, "DTSTART", schedule.StartsAt, inUtc ? null : zone);
        WriteTime(text, "DTEND", schedule.EndsAt, inUtc ? null : zone);
    }

    // Of a local time that the clocks show twice, programs take the first or the second, whatever the standard says.
    private static bool IsTwice(DateTimeZone zone, long at) =>
        zone.MapLocal(Schedule.ToInstant(at).InZone(zone).LocalDateTime).Count > 1;

    // Local time in its zone, so that it stays right should the zone's rules change.
    private static void WriteTime(CalendarText text, string name, long at, DateTimeZone? zone)
    {
        if (zone is null)
            text.Line(name, At(at));
        else
            text.Line($"{name};TZID={zone.Id}", Local.Format(Schedule.ToInstant(at).InZone(zone).LocalDateTime));
    }

    private static DateTimeZone ZoneOf(string name) => Schedule.FindZone(name) ?? DateTimeZone.Utc;

    private static string At(long microseconds) => Moment.Format(Schedule.ToInstant(microseconds));
}
