namespace Foyer.Server.Storage;

/// <summary>Instants as the database keeps them: microseconds since 1970, UTC.</summary>
public static class Clock
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    public static long Now(this TimeProvider time) => FromInstant(time.GetUtcNow());

    public static long FromInstant(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    public static DateTime ToInstant(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * 10);

    /// <summary>ISO 8601 with six fractional digits and Z, as contract section 1 has it.</summary>
    public static string ToText(long microseconds) =>
        ToInstant(microseconds)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
