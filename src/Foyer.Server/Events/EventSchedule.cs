using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Foyer.Server.Events;

/// <summary>
/// When an event is: planned as local date, time and zone, so that it stays at seven in the evening whatever the clocks do;
/// the instants are computed from that.
/// </summary>
/// <param name="Date">Local date, yyyy-mm-dd.</param>
/// <param name="Time">Local time, hh:mm; null for all day.</param>
/// <param name="Zone">IANA name.</param>
/// <param name="DurationMinutes">As given; without effect on an event of all day.</param>
/// <param name="StartsAt">Microseconds UTC.</param>
/// <param name="EndsAt">Microseconds UTC.</param>
public sealed record EventSchedule(
    string Date,
    string? Time,
    string Zone,
    long? DurationMinutes,
    long StartsAt,
    long EndsAt,
    ClockFit Fit
)
{
    public const long UsualMinutes = 3 * 60;
    public const long MostMinutes = 366 * 24 * 60;
    public const int MostYears = 100;

    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd"
    );
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    // Far enough from the ends of the calendar that no zone and no duration leads past them.
    private static readonly LocalDate First = new(1900, 1, 1);
    private static readonly LocalDate Last = new(9990, 12, 31);

    public LocalTime? LocalTime => Time is null ? null : ReadTime(Time);

    /// <summary>The date when it exists and lies in the calendar we keep.</summary>
    public static LocalDate? ReadDate(string text) =>
        DatePattern.Parse(text).TryGetValue(default, out var date) && date >= First && date <= Last ? date : null;

    public static LocalTime? ReadTime(string text) =>
        TimePattern.Parse(text).TryGetValue(default, out var time) ? time : null;

    public static DateTimeZone? FindZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    public static EventSchedule From(LocalDate date, LocalTime? time, DateTimeZone zone, long? minutes) =>
        time is { } hour ? At(date, hour, zone, minutes) : AllDay(date, zone, minutes);

    /// <summary>The instant a local date begins, or would begin if the zone does not skip it.</summary>
    public static Instant StartOfDay(LocalDate date, DateTimeZone zone)
    {
        var midnight = zone.MapLocal(date.AtMidnight());
        return midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant();
    }

    /// <summary>Events are planned within a hundred years of today, so that no program has to compute a distant calendar.</summary>
    public static bool IsNear(LocalDate date, long now)
    {
        var today = ToInstant(now).InUtc().Date;
        return date >= today.PlusYears(-MostYears) && date <= today.PlusYears(MostYears);
    }

    public static long Microseconds(Instant instant) => instant.ToUnixTimeTicks() / 10;

    public static Instant ToInstant(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);

    /// <summary>The date of an instant in a zone, as text.</summary>
    public static string DateAt(long microseconds, string zone) =>
        DatePattern.Format(ToInstant(microseconds).InZone(FindZone(zone) ?? DateTimeZone.Utc).Date);

    private static EventSchedule At(LocalDate date, LocalTime time, DateTimeZone zone, long? minutes)
    {
        var start = zone.ResolveLocal(date + time, Resolvers.LenientResolver).ToInstant();
        return new EventSchedule(
            DatePattern.Format(date),
            TimePattern.Format(time),
            zone.Id,
            minutes,
            Microseconds(start),
            Microseconds(start + Duration.FromMinutes(minutes ?? UsualMinutes)),
            FitOf(zone.MapLocal(date + time))
        );
    }

    // A zone that crosses the date line skips a date, such as Pacific/Apia 2011-12-30; the event then takes the day after it.
    private static EventSchedule AllDay(LocalDate date, DateTimeZone zone, long? minutes)
    {
        var start = StartOfDay(date, zone);
        var day = start.InZone(zone).Date;
        return new EventSchedule(
            DatePattern.Format(date),
            null,
            zone.Id,
            minutes,
            Microseconds(start),
            Microseconds(StartOfDay(day.PlusDays(1), zone)),
            day == date ? ClockFit.Plain : ClockFit.Skipped
        );
    }

    private static ClockFit FitOf(ZoneLocalMapping mapping) =>
        mapping.Count switch
        {
            0 => ClockFit.Skipped,
            1 => ClockFit.Plain,
            _ => ClockFit.Twice,
        };
}

/// <summary>How a local time fits the clocks of its zone, which twice a year jump.</summary>
public enum ClockFit
{
    Plain,

    /// <summary>The zone has no such time, or no such day: the event starts as much later as its clocks jump.</summary>
    Skipped,

    /// <summary>The clocks show it twice: the event starts at the first of the two.</summary>
    Twice,
}
