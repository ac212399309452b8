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
        if (fields.OptionalText(name, 40) is not { } text || Instants.Read(fields, name, text) is not { } instant)
            return null;
        return endOfDay && IsDate(text) ? instant + Clock.Day : instant;
    }

    // The last date there is has no day after it.
    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date < DateOnly.MaxValue;
}
