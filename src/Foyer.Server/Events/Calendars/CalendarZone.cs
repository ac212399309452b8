using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using NodaTime.TimeZones;

namespace Foyer.Server.Events.Calendars;

/// <summary>
/// A zone as VTIMEZONE. Ical.Net would write every change of clocks from the first event to the last; this writes only the intervals
/// between two changes that an event touches, each with the one before it, from which programs tell winter from summer time. So an
/// event in a distant year costs no more than one of next week.
/// </summary>
internal static class CalendarZone
{
    /// <summary>For offsets without a beginning, a moment long before any event.</summary>
    private static readonly LocalDateTime LongAgo = new(1601, 1, 1, 0, 0);

    public static bool IsUtc(string zone) => zone is "UTC" or "Etc/UTC" or "Etc/GMT" or "GMT" or "Etc/UCT" or "Zulu";

    public static VTimeZone From(string name, IEnumerable<EventSchedule> schedules)
    {
        var zone = EventTimes.ZoneOf(name);
        var written = new VTimeZone { TzId = name };
        foreach (var interval in schedules.SelectMany(schedule => Touched(zone, schedule)).Distinct().OrderBy(Begins))
            written.TimeZoneInfos.Add(InfoOf(zone, interval));
        return written;
    }

    private static IEnumerable<ZoneInterval> Touched(DateTimeZone zone, EventSchedule schedule)
    {
        var start = zone.GetZoneInterval(EventSchedule.ToInstant(schedule.StartsAt));
        if (start.HasStart)
            yield return zone.GetZoneInterval(start.Start - NodaTime.Duration.Epsilon);
        var (from, to) = (EventSchedule.ToInstant(schedule.StartsAt), EventSchedule.ToInstant(schedule.EndsAt));
        foreach (var interval in zone.GetZoneIntervals(from, to))
            yield return interval;
        // An event may end at the very moment of a change.
        yield return zone.GetZoneInterval(to);
    }

    private static Instant Begins(ZoneInterval interval) => interval.HasStart ? interval.Start : Instant.MinValue;

    private static VTimeZoneInfo InfoOf(DateTimeZone zone, ZoneInterval interval)
    {
        var before = interval.HasStart
            ? zone.GetUtcOffset(interval.Start - NodaTime.Duration.Epsilon)
            : interval.WallOffset;
        var begins = interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime : LongAgo;
        return new VTimeZoneInfo(interval.Savings == Offset.Zero ? Components.Standard : Components.Daylight)
        {
            DtStart = new CalDateTime(begins.ToDateTimeUnspecified()),
            OffsetFrom = new UtcOffset(before.ToTimeSpan()),
            OffsetTo = new UtcOffset(interval.WallOffset.ToTimeSpan()),
        };
    }
}
