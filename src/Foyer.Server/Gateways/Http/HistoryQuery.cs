using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http;

/// <summary>Parses the query of a room's history.</summary>
internal static class HistoryQuery
{
    public static readonly IReadOnlyList<QueryParameter> Parameters =
    [
        QueryParameter.Number("before", "Only messages with a lower id."),
        QueryParameter.Number("after", "Only messages with a higher id."),
        QueryParameter.Number("around", "A page with the message of this id in the middle."),
        QueryParameter.Choice("sort", "timestamp: oldest first; -timestamp: newest first.", "timestamp", "-timestamp"),
        QueryParameter.Number("user", "Only messages of the user with this id."),
        QueryParameter.Text("from", "Only messages from this instant or date on."),
        QueryParameter.Text("to", "Only messages before this instant, or up to and including this date."),
        QueryParameter.Text("search", "Only messages that contain all these words."),
        QueryParameter.Number(
            "cursor",
            "Continues behind the message with this id, in the order of sort, as next has it."
        ),
        QueryParameter.Flag("near", "With cursor: the page that ends before that message, as previous has it."),
        QueryParameter.Limit,
    ];

    public static HistoryFilter Parse(Fields fields)
    {
        var page = Bounds(fields);
        if (fields.OptionalInteger("cursor", 0) is not { } cursor)
            return page;
        // Descending ids when the newest come first or the walk goes back, else ascending; within the requested bounds.
        return page.Oldest == page.Near
            ? page with
            {
                Before = Math.Min(cursor, page.Before ?? cursor),
            }
            : page with
            {
                After = Math.Max(cursor, page.After ?? cursor),
            };
    }

    private static HistoryFilter Bounds(Fields fields) =>
        new(
            Before: fields.OptionalInteger("before", 0),
            After: fields.OptionalInteger("after", 0),
            Around: fields.OptionalInteger("around", 0),
            Oldest: fields.Choice("sort", "timestamp", "-timestamp") == "timestamp",
            Near: fields.Flag("near") ?? false,
            Author: fields.OptionalInteger("user", 0),
            From: Instant(fields, "from", endOfDay: false),
            To: Instant(fields, "to", endOfDay: true),
            Terms: TextSearch.Terms(fields.OptionalText("search", 200)),
            Limit: fields.Limit()
        );

    /// <summary>An ISO 8601 instant, or a date, which means all of that day in UTC.</summary>
    public static long? Instant(Fields fields, string name, bool endOfDay)
    {
        if (fields.OptionalText(name, 40) is not { } text || InstantParser.Parse(fields, name, text) is not { } instant)
            return null;
        return endOfDay && IsDate(text) ? instant + Instants.Day : instant;
    }

    // The last representable date has no following day.
    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date < DateOnly.MaxValue;
}
