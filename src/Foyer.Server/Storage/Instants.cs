using System.Globalization;

namespace Foyer.Server.Storage;

/// <summary>Instants as the database stores them: microseconds since 1970, UTC.</summary>
public static class Instants
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    // Exactly these: lenient parsing would fill in missing parts from today's date and the server's time zone.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    public static long Now(this TimeProvider time) => FromInstant(time.GetUtcNow());

    public static long FromInstant(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    /// <summary>
    /// A date, which means its beginning in UTC, or an ISO 8601 instant with its offset, to the second or finer.
    /// </summary>
    public static bool TryRead(string text, out long microseconds)
    {
        var isRead = DateTimeOffset.TryParseExact(
            text,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        );
        microseconds = isRead ? FromInstant(instant) : 0;
        return isRead;
    }

    public static DateTime ToInstant(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * 10);

    /// <summary>Returns the instant in ISO 8601 with six fractional digits and Z.</summary>
    public static string ToText(long microseconds)
    {
        // The round-trip format is the fastest; it has seven digits.
        Span<char> text = stackalloc char[28];
        ToInstant(microseconds).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[26] = 'Z';
        return new string(text[..27]);
    }
}
