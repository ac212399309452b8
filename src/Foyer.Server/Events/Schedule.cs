using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Foyer.Server.Events;

/// <summary>
/// When an event is: planned as local date, time and zone, so that it stays at seven in the evening whatever the clocks do;
/// the instants are computed from that (S000-147, C-32).
/// </summary>
/// <param name="Date">Local date, yyyy-mm-dd.</param>
/// <param name="Time">Local time, hh:mm; null for all day.</param>
/// <param name="Zone">IANA name.</param>
/// <param name="DurationMinutes">As given; without effect on an event of all day.</param>
/// <param name="StartsAt">Microseconds UTC.</param>
/// <param name="EndsAt">Microseconds UTC.</param>
public sealed record Schedule(
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

    public static Schedule Of(LocalDate date, LocalTime? time, DateTimeZone zone, long? minutes)
    {
        var start = time is { } given
            ? zone.ResolveLocal(date + given, Resolvers.LenientResolver)
            : zone.AtStartOfDay(date);
        var end = time is null
            ? zone.AtStartOfDay(date.PlusDays(1)).ToInstant()
            : start.ToInstant() + Duration.FromMinutes(minutes ?? UsualMinutes);
        return new Schedule(
            DatePattern.Format(date),
            time is { } shown ? TimePattern.Format(shown) : null,
            zone.Id,
            minutes,
            Microseconds(start.ToInstant()),
            Microseconds(end),
            time is { } hour ? FitOf(zone.MapLocal(date + hour)) : ClockFit.Plain
        );
    }

    public static long Microseconds(Instant instant) => instant.ToUnixTimeTicks() / 10;

    public static Instant ToInstant(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);

    /// <summary>The date of an instant in a zone, as text.</summary>
    public static string DateAt(long microseconds, string zone) =>
        DatePattern.Format(ToInstant(microseconds).InZone(FindZone(zone) ?? DateTimeZone.Utc).Date);

    /// <summary>Nothing of that date starts before this instant, whatever its zone.</summary>
    public static long Earliest(string date) =>
        ReadDate(date) is { } day
            ? Microseconds(day.PlusDays(-1).AtStartOfDayInZone(DateTimeZone.Utc).ToInstant())
            : long.MinValue;

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

    /// <summary>The clocks jump over it: the event starts as much later as they jump.</summary>
    Skipped,

    /// <summary>The clocks show it twice: the event starts at the first of the two.</summary>
    Twice,
}
