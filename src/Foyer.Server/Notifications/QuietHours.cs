using System.Globalization;
using NodaTime;

namespace Foyer.Server.Notifications;

/// <summary>
/// A user's daily quiet hours in their own time zone; they span midnight when the end is earlier than the start.
/// </summary>
/// <param name="From">hh:mm, or null for no quiet hours.</param>
public sealed record QuietHours(string? From, string? To, string? Zone)
{
    public bool Contains(DateTimeOffset now)
    {
        if (Read(From) is not { } from || Read(To) is not { } to || from == to)
            return false;
        var zone = Zone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone);
        var here = Instant.FromDateTimeOffset(now).InZone(zone ?? DateTimeZone.Utc).TimeOfDay;
        var time = new TimeOnly(here.Hour, here.Minute);
        return from < to ? time >= from && time < to : time >= from || time < to;
    }

    private static TimeOnly? Read(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
