using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Search;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>One search over messages, users, rooms and events; the results are objects of the requested kind.</summary>
internal static class SearchEndpoints
{
    private const int LongestWords = 200;

    [OneOf(
        typeof(SearchResponse),
        typeof(Listing<UserResponse>),
        typeof(Listing<RoomResponse>),
        typeof(Listing<EventForReader>)
    )]
    private sealed record SearchResult;

    private sealed record SearchResponse(
        IReadOnlyList<MessageResponse> Results,
        string? Next,
        string? Previous,
        bool Partial
    );

    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/search", SearchAsync)
            .WithTags("Search")
            .WithSummary(
                "Searches messages, users, rooms or events. For messages, partial says that only the newest were scanned."
            )
            .Reads(
                QueryParameter.Text("q", "What to look for; required except for messages with another filter."),
                QueryParameter.Choice(
                    "kind",
                    "What to search; message without it.",
                    "message",
                    "user",
                    "room",
                    "event"
                ),
                QueryParameter.Text("from", "Only messages of this user."),
                QueryParameter.Text("in", "Only messages in the room with this name or id."),
                QueryParameter.Text(
                    "before",
                    "Only messages before this instant, or before this date in your time zone."
                ),
                QueryParameter.Text(
                    "after",
                    "Only messages from this instant on, or from this date on in your time zone."
                ),
                QueryParameter.Text("has", "Only messages with all of these: file, image, link, reaction, pin."),
                QueryParameter.Choice("sort", "The order of messages; relevance without it.", "relevance", "timestamp"),
                QueryParameter.Text("cursor", "Continues at this position, as next has it."),
                QueryParameter.Limit
            )
            .ProducesJson<SearchResult>();

    private static Task<IResult> SearchAsync(
        HttpContext http,
        CurrentUser user,
        MessageSearch searching,
        Profiles people,
        RoomQueries reading,
        EventQueries events,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        return fields.Choice("kind", "message", "user", "room", "event") switch
        {
            "user" => UsersAsync(http, fields, user.Caller, people, cancel),
            "room" => RoomsAsync(http, fields, user.Caller, reading, cancel),
            "event" => EventsAsync(http, fields, user.Caller, events, cancel),
            _ => MessagesAsync(http, fields, user.Caller, searching, cancel),
        };
    }

    private static async Task<IResult> MessagesAsync(
        HttpContext http,
        Fields fields,
        Caller caller,
        MessageSearch searching,
        CancellationToken cancel
    )
    {
        var query = SearchQuery.Parse(fields, fields.Limit());
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        if ((await searching.FindAsync(caller, query, cancel)).Refused(out var refusal, out var page))
            return ApiResults.Refused(refusal);
        return new ApiJsonResult<SearchPage>(
            page,
            (json, shown) =>
            {
                json.WriteStartObject();
                json.WriteStartArray("results"u8);
                foreach (var message in shown.Messages)
                    MessageJson.Write(json, message, message.User == caller.User);
                json.WriteEndArray();
                json.WriteString("next"u8, Onward(http, shown.Next));
                json.WriteNull("previous"u8);
                json.WriteBoolean("partial"u8, shown.Partial);
                json.WriteEndObject();
            }
        );
    }

    private static async Task<IResult> UsersAsync(
        HttpContext http,
        Fields fields,
        Caller caller,
        Profiles people,
        CancellationToken cancel
    )
    {
        var (text, cursor) = (fields.Text("q", LongestWords), fields.Cursor());
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var page = await people.SearchAsync(caller, text, cursor, cancel);
        return ApiResults.Value(
            Listings.Of(http.Request, page, person => UserResponse.From(person.Id, person.Username, person.Avatar))
        );
    }

    private static async Task<IResult> RoomsAsync(
        HttpContext http,
        Fields fields,
        Caller caller,
        RoomQueries reading,
        CancellationToken cancel
    )
    {
        var (text, after, limit) = (
            fields.Text("q", LongestWords),
            fields.OptionalInteger("cursor", 0) ?? 0,
            fields.Limit()
        );
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var found = await reading.SearchRoomsAsync(caller, text, after, limit + 1, cancel, online: true);
        var (rooms, next) = Paged.Cut(found, limit, room => room.Room.Id);
        return ApiJsonResult.List(
            new Listing<RoomSummary>(rooms, Listings.Turn(http.Request, "cursor", next), null),
            (Utf8JsonWriter json, RoomSummary room) => RoomJson.Write(json, room, caller.User)
        );
    }

    /// <summary>Also finds past events, unless a date excludes them.</summary>
    private static async Task<IResult> EventsAsync(
        HttpContext http,
        Fields fields,
        Caller caller,
        EventQueries events,
        CancellationToken cancel
    )
    {
        var text = fields.Text("q", LongestWords);
        var cursor = new Cursor(fields.OptionalText("cursor", LongestWords), null, fields.Limit());
        var filter = EventFilter.Ever(text, cursor);
        if (cursor.After is { } place && EventFilter.Place(place) is null)
            fields.Refuse("cursor", "This is no place in the list.");
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var page = await events.FindAsync(caller, filter, cancel);
        return ApiResults.Value(new Listing<EventForReader>(page.Rows, Onward(http, page.Next), null));
    }

    private static string? Onward(HttpContext http, string? cursor) => Listings.Turn(http.Request, "cursor", cursor);
}
