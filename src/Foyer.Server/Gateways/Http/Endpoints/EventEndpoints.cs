using Foyer.Server.Events;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Events by REST.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var events = app.MapGroup("/api/events").WithTags("Events");
        events
            .MapGet("", FindAsync)
            .AllowAnonymous()
            .WithSummary("Returns events in the order of their start; without from, those that are not over.")
            .Reads(
                QueryParameter.Text("search", "Words in the title or location."),
                QueryParameter.Text("location", "Words in the location."),
                QueryParameter.Text("from", "The first date, yyyy-mm-dd."),
                QueryParameter.Text("to", "The last date, yyyy-mm-dd."),
                QueryParameter.Flag("mine", "Only events that I created or have a booking for."),
                QueryParameter.Flag("seats", "Only events with a free place."),
                QueryParameter.Choice("price", "Only events that cost nothing.", "free"),
                QueryParameter.Text("after", "Continues after this position, as next has it."),
                QueryParameter.Text("before", "Goes back before this position, as previous has it."),
                QueryParameter.Limit
            )
            .ProducesJson<Listing<EventForReader>>();
        events
            .MapPost("", CreateAsync)
            .WithSummary("Creates an event.")
            .AcceptsJson<CreateEventRequest>()
            .ProducesJson<EventForReader>(201);
        events
            .MapGet("{id:guid}", OneAsync)
            .AllowAnonymous()
            .WithSummary("Returns an event.")
            .ProducesJson<EventForReader>();
        events
            .MapPatch("{id:guid}", EditAsync)
            .WithSummary("Updates an event; with sequence only if nobody else changed it since.")
            .AcceptsJson<UpdateEventRequest>()
            .ProducesJson<EventForReader>();
        events
            .MapPost("{id:guid}/cancel", CancelAsync)
            .WithSummary("Cancels an event: notifies everyone, removes the bookings and deletes it.")
            .AcceptsJson<CancelRequest>()
            .ProducesNothing();
        app.MapBookings();
        app.MapCalendar();
    }

    private sealed record CreateEventRequest(
        string Title,
        string Description,
        string Date,
        string Visibility,
        string? Location,
        string? Time,
        string? TimeZone,
        long? DurationMinutes,
        long? MaximumAttendees,
        string? Price,
        bool? Room,
        string[]? Invitees
    );

    private sealed record UpdateEventRequest(
        string? Title,
        string? Description,
        string? Date,
        string? Visibility,
        string? Location,
        string? Time,
        string? TimeZone,
        long? DurationMinutes,
        long? MaximumAttendees,
        string? Price,
        bool? Room,
        long? Sequence
    );

    private sealed record CancelRequest(string? Reason);

    private static async Task<IResult> FindAsync(HttpContext http, EventQueries events, CancellationToken cancel)
    {
        var query = http.Request.Query();
        var filter = EventFilter.Parse(query, query.Cursor());
        if (query.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var page = await events.FindAsync(http.Caller(), filter, cancel);
        return ApiResults.Value(Listings.Of(http.Request, page, found => found));
    }

    private static async Task<IResult> CreateAsync(
        CurrentUser user,
        JsonBody body,
        CommunityEvents creating,
        CancellationToken cancel
    ) => ApiResults.Created(await creating.CreateAsync(user.Caller, body.Fields, cancel));

    private static async Task<IResult> OneAsync(
        Guid id,
        HttpContext http,
        EventQueries events,
        CancellationToken cancel
    ) => ApiResults.Json(await events.FindOneAsync(http.Caller(), id, cancel));

    private static async Task<IResult> EditAsync(
        Guid id,
        CurrentUser user,
        JsonBody body,
        CommunityEvents editing,
        CancellationToken cancel
    ) => ApiResults.Json(await editing.EditAsync(user.Caller, id, body.Fields, cancel));

    private static async Task<IResult> CancelAsync(
        Guid id,
        CurrentUser user,
        JsonBody body,
        EventCancellations cancelling,
        CancellationToken cancel
    ) => ApiResults.Nothing(await cancelling.CancelAsync(user.Caller, id, body.Fields, cancel));
}
