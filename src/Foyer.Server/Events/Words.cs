using System.Globalization;
using NodaTime.Text;

namespace Foyer.Server.Events;

/// <summary>How times read in sentences that people are sent.</summary>
public static class Words
{
    private static readonly ZonedDateTimePattern Moments = ZonedDateTimePattern.CreateWithInvariantCulture(
        "ddd d MMM uuuu, HH:mm",
        null
    );

    /// <summary>An instant in a zone, with the zone's name.</summary>
    public static string Moment(long microseconds, string zone) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Moments.Format(Schedule.ToInstant(microseconds).InZone(Zone(zone)))} ({zone})"
        );

    /// <summary>When an event is: with its time, or the day alone.</summary>
    public static string When(Event happening) =>
        happening.IsAllDay
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Schedule.ReadDate(happening.Date):ddd d MMM uuuu} ({happening.TimeZone})"
            )
            : Moment(happening.StartsAt, happening.TimeZone);

    private static NodaTime.DateTimeZone Zone(string name) => Schedule.FindZone(name) ?? NodaTime.DateTimeZone.Utc;
}
