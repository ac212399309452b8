using NodaTime;
using NodaTime.Text;

namespace Foyer.Server.Events;

/// <summary>A zone as VTIMEZONE: every offset that holds between two instants, each with the local moment it begins.</summary>
internal static class CalendarZone
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuuMMdd'T'HHmmss"
    );
    private static readonly OffsetPattern Offsets = OffsetPattern.CreateWithInvariantCulture("+HHmm");
    private static readonly OffsetPattern OldOffsets = OffsetPattern.CreateWithInvariantCulture("+HHmmss");

    /// <summary>For offsets without a beginning, a moment long before any event.</summary>
    private static readonly LocalDateTime LongAgo = new(1601, 1, 1, 0, 0);

    public static bool IsUtc(string zone) => zone is "UTC" or "Etc/UTC" or "Etc/GMT" or "GMT" or "Etc/UCT" or "Zulu";

    public static void Write(CalendarText text, DateTimeZone zone, Instant from, Instant to)
    {
        text.Begin("VTIMEZONE").Line("TZID", zone.Id);
        // The year around it as well: some programs look at the changes beside the one that counts.
        foreach (var interval in zone.GetZoneIntervals(from - Duration.FromDays(366), to + Duration.FromDays(366)))
            Write(text, zone, interval);
        text.End("VTIMEZONE");
    }

    private static void Write(CalendarText text, DateTimeZone zone, NodaTime.TimeZones.ZoneInterval interval)
    {
        var kind = interval.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
        var before = interval.HasStart ? zone.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;
        var begins = interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime : LongAgo;
        text.Begin(kind)
            .Line("DTSTART", Local.Format(begins))
            .Line("TZOFFSETFROM", Format(before))
            .Line("TZOFFSETTO", Format(interval.WallOffset))
            .Words("TZNAME", interval.Name)
            .End(kind);
    }

    private static string Format(Offset offset) => (offset.Seconds % 60 == 0 ? Offsets : OldOffsets).Format(offset);
}
