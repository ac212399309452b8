using System.Text;
using Foyer.Server.Events.Calendars;
using Foyer.Server.Gateways.Http.Responses;
using Microsoft.Net.Http.Headers;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Events for calendar programs.</summary>
internal static class CalendarEndpoints
{
    private const string Type = "text/calendar; charset=utf-8";

    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/events/{id:guid}.ics", OneAsync)
            .AllowAnonymous()
            .WithTags("Events")
            .WithSummary("Returns an event as iCalendar.")
            .ProducesFile("text/calendar");
        app.MapGet("/calendar/{secret}.ics", FeedAsync)
            .AllowAnonymous()
            .WithTags("Events")
            .WithSummary("Returns the calendar feed with this secret address.")
            .ProducesFile("text/calendar");
        var own = app.MapGroup("/api/users/me/calendar").WithTags("Users");
        own.MapGet("", AddressAsync)
            .WithSummary("Returns the secret address of my calendar feed.")
            .ProducesJson<CalendarAddress>();
        own.MapPost("", RenewAsync)
            .WithSummary("Creates a new address; the old one stops working.")
            .ProducesJson<CalendarAddress>();
        own.MapDelete("", RevokeAsync).WithSummary("Removes the address.").ProducesNothing();
    }

    private static async Task<IResult> OneAsync(
        Guid id,
        HttpContext http,
        CalendarFeeds calendar,
        CancellationToken cancel
    ) =>
        (await calendar.WriteEventAsync(http.Caller(), id, cancel)).Refused(out var refusal, out var text)
            ? ApiResults.Refused(refusal)
            : Results.File(Encoding.UTF8.GetBytes(text), Type, $"{id}.ics");

    private static async Task<IResult> FeedAsync(
        string secret,
        HttpContext http,
        CalendarFeeds calendar,
        CancellationToken cancel
    )
    {
        if ((await calendar.ReadAsync(secret, cancel)).Refused(out var refusal, out var file))
            return ApiResults.Refused(refusal);
        // Calendar programs revalidate the file, and get 304 when it has not changed.
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.File(file.Bytes, Type, entityTag: EntityTagHeaderValue.Parse(file.ETag));
    }

    private static async Task<IResult> AddressAsync(
        HttpContext http,
        CurrentUser user,
        CalendarFeeds calendar,
        CancellationToken cancel
    ) =>
        http.Request.MayChangeNothing()
            ? ApiResults.Value(await calendar.FindAsync(user.Caller, cancel) ?? new CalendarAddress(""))
            : ApiResults.Json(await calendar.FindAddressAsync(user.Caller, cancel));

    private static async Task<IResult> RenewAsync(CurrentUser user, CalendarFeeds calendar, CancellationToken cancel) =>
        ApiResults.Json(await calendar.RenewAsync(user.Caller, cancel));

    private static async Task<IResult> RevokeAsync(
        CurrentUser user,
        CalendarFeeds calendar,
        CancellationToken cancel
    ) => ApiResults.Nothing(await calendar.RevokeAsync(user.Caller, cancel));
}
