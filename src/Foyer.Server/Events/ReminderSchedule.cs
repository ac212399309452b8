using System.Globalization;
using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.Events;

/// <summary>When people are reminded of an event, and how soon it is in words; decides and changes nothing.</summary>
public static class ReminderSchedule
{
    // An event of all day is reminded of at a time when people are up, also after a downtime.
    private static readonly LocalTime Morning = new(9, 0);
    private static readonly LocalTime Evening = new(21, 0);

    /// <summary>Which reminder goes out now, if it has not yet.</summary>
    /// <param name="scheduledAt">Whoever sets a date after a reminder was due knows it without the reminder.</param>
    public static ReminderKind? Due(EventTimes times, long scheduledAt, long now)
    {
        if (!times.IsAllDay && now >= times.StartsAt - Instants.Hour)
            return now < times.StartsAt && scheduledAt <= times.StartsAt - Instants.Hour ? ReminderKind.Hour : null;
        var due = DayBefore(times);
        if (now < due || scheduledAt > due || now >= times.EndsAt)
            return null;
        return times.IsAllDay && !IsDaytime(now, times.Zone) ? null : ReminderKind.Day;
    }

    /// <summary>How soon it begins for the reader: in an hour, in 5 minutes, today, tomorrow, or on another day.</summary>
    /// <param name="reader">The reader's zone, or null where it is not known.</param>
    public static string When(EventTimes times, long now, string? reader)
    {
        if (!times.IsAllDay && times.StartsAt - now <= Instants.Hour)
            return Soon((long)Math.Ceiling((times.StartsAt - now) / (double)Instants.Minute));
        var today = EventTimes.LocalAt(now, reader ?? times.Zone).Date;
        var day = times.IsAllDay ? times.FirstDay : EventTimes.LocalAt(times.StartsAt, reader ?? times.Zone).Date;
        return Period.DaysBetween(today, day) switch
        {
            0 => "today",
            1 => "tomorrow",
            _ => "on " + day.ToString("dddd", CultureInfo.InvariantCulture),
        };
    }

    // The same time of day on the day before, which is not always 24 hours before; of an event of all day, the morning.
    private static long DayBefore(EventTimes times)
    {
        var zone = EventTimes.ZoneOf(times.Zone);
        var start = EventTimes.LocalAt(times.StartsAt, times.Zone);
        var due = start.Date.PlusDays(-1) + (times.IsAllDay ? Morning : start.TimeOfDay);
        return EventSchedule.Microseconds(zone.AtLeniently(due).ToInstant());
    }

    private static bool IsDaytime(long now, string zone) =>
        EventTimes.LocalAt(now, zone).TimeOfDay is var time && time >= Morning && time < Evening;

    private static string Soon(long minutes) =>
        minutes switch
        {
            >= 59 => "in an hour",
            > 1 => string.Create(CultureInfo.InvariantCulture, $"in {minutes} minutes"),
            _ => "now",
        };
}

public enum ReminderKind
{
    Day,
    Hour,
}
