using System.Globalization;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;
using NodaTime;

namespace Foyer.Server.Events;

/// <summary>
/// When an event is, as text: the only place on the server where such instants become words. What it shows is on the event's own
/// clock and names it by its city; in the browser, models/event-text.js shows the same on the reader's clock. Both are tested with
/// tests/vectors/event-times.json.
/// </summary>
/// <param name="StartsAt">Microseconds UTC.</param>
/// <param name="EndsAt">Microseconds UTC.</param>
/// <param name="Zone">IANA name.</param>
public sealed record EventTimes(long StartsAt, long EndsAt, bool IsAllDay, string Zone)
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private LocalDateTime Begins => LocalAt(StartsAt, Zone);

    private LocalDateTime Ends => LocalAt(EndsAt, Zone);

    public LocalDate FirstDay => Begins.Date;

    /// <summary>As the wire has dates, yyyy-mm-dd.</summary>
    public string FirstDate => FirstDay.ToString("uuuu-MM-dd", English);

    /// <summary>The date after the last, of an event of all day.</summary>
    public LocalDate DayAfter => Ends.Date;

    public string Weekday => Begins.ToString("ddd", English);

    public string Day => Begins.ToString("%d", English);

    public string Month => Begins.ToString("MMM", English);

    public string LongDay => Begins.ToString("dddd d MMMM uuuu", English);

    /// <summary>From when to when: <c>19:00–22:00</c>, <c>19:00–Sun 02:00</c>, <c>All day</c>.</summary>
    public string Hours => IsAllDay ? "All day" : $"{Hour(Begins)}–{EndWords}";

    /// <summary>Such as <c>Berlin time</c>.</summary>
    public string ZoneName => NameOf(Zone);

    public static EventTimes Format(CommunityEvent communityEvent) =>
        new(communityEvent.StartsAt, communityEvent.EndsAt, communityEvent.IsAllDay, communityEvent.TimeZone);

    public static EventTimes Format(EventView communityEvent) =>
        new(
            Read(communityEvent.StartsAt),
            Read(communityEvent.EndsAt),
            communityEvent.Time is null,
            communityEvent.TimeZone
        );

    /// <summary>Day and hours: <c>Sat 5 Dec, 19:00–22:00</c>, with the year where it is not the present one.</summary>
    public string Short(long now)
    {
        var year = Begins.Year == LocalAt(now, Zone).Year ? "" : Begins.ToString(" uuuu", English);
        return $"{Begins.ToString("ddd d MMM", English)}{year}, {(IsAllDay ? "all day" : Hours)}";
    }

    /// <summary>The start for a sentence, on the event's clock and, where it is known and differs, on the reader's.</summary>
    public TimedText Start(string? reader) =>
        IsAllDay ? Begins.ToString("ddd d MMM uuuu", English) : Moment(StartsAt, Zone, reader);

    /// <summary>An instant for a sentence: <c>Sat 5 Dec 2026, 19:00 Berlin time (Sun 6 Dec 2026, 07:00 Auckland time)</c>.</summary>
    public static TimedText Moment(long at, string zone, string? reader = null)
    {
        var text = Moment(at, zone);
        if (reader is not null && LocalAt(at, reader) != LocalAt(at, zone))
            text += $" ({Moment(at, reader)})";
        return new TimedText(text, new TextTime(0, text.Length, at, zone));
    }

    public static LocalDateTime LocalAt(long at, string zone) =>
        EventSchedule.ToInstant(at).InZone(ZoneOf(zone)).LocalDateTime;

    public static DateTimeZone ZoneOf(string zone) => EventSchedule.FindZone(zone) ?? DateTimeZone.Utc;

    /// <summary>A zone by its city, as people know it; one without a city by its name.</summary>
    public static string NameOf(string zone) =>
        !zone.Contains('/', StringComparison.Ordinal) ? zone
        : zone.StartsWith("Etc/", StringComparison.Ordinal) ? zone["Etc/".Length..]
        : $"{zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ')} time";

    private string EndWords
    {
        get
        {
            var days = Period.DaysBetween(Begins.Date, Ends.Date);
            if (days == 0 || (days == 1 && Ends.TimeOfDay == LocalTime.Midnight))
                return Hour(Ends);
            return $"{Ends.ToString(days < 7 ? "ddd" : "d MMM", English)} {Hour(Ends)}";
        }
    }

    private static string Moment(long at, string zone) =>
        $"{LocalAt(at, zone).ToString("ddd d MMM uuuu, HH:mm", English)} {NameOf(zone)}";

    private static string Hour(LocalDateTime at) => at.ToString("HH:mm", English);

    private static long Read(string instant) => Instants.FromInstant(DateTimeOffset.Parse(instant, English));
}
