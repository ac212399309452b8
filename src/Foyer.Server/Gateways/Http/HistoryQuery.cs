using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Messages;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http;

/// <summary>What a room's history can be asked for (contract section 5).</summary>
internal static class HistoryQuery
{
    public static Page Read(Fields fields) =>
        new(
            Before: fields.OptionalInteger("before", 0),
            After: fields.OptionalInteger("after", 0),
            Around: fields.OptionalInteger("around", 0),
            Oldest: fields.Choice("sort", "timestamp", "-timestamp") == "timestamp",
            Near: fields.Flag("near") ?? false,
            Author: fields.OptionalInteger("user", 0),
            From: Instant(fields, "from", endOfDay: false),
            To: Instant(fields, "to", endOfDay: true),
            Words: Search.Words(fields.OptionalText("search", 200)),
            Limit: fields.Limit()
        );

    /// <summary>An ISO 8601 instant, or a date, which means all of that day in UTC.</summary>
    public static long? Instant(Fields fields, string name, bool endOfDay)
    {
        if (fields.OptionalText(name, 40) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Clock.FromInstant(
                new DateTimeOffset(
                    date.AddDays(endOfDay && date < DateOnly.MaxValue ? 1 : 0),
                    TimeOnly.MinValue,
                    TimeSpan.Zero
                )
            );
        if (Clock.TryRead(text, out var instant))
            return instant;
        fields.Refuse(name, "Enter a date (2026-03-14) or an instant (2026-03-14T18:00:00Z).");
        return null;
    }
}
