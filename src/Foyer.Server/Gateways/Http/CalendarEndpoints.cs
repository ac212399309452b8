using System.Text;
using Foyer.Server.Events;
using Microsoft.Net.Http.Headers;

namespace Foyer.Server.Gateways.Http;

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
            .GivesFile("text/calendar");
        app.MapGet("/calendar/{secret}.ics", FeedAsync)
            .AllowAnonymous()
            .WithTags("Events")
            .WithSummary("Returns the calendar feed with this secret address.")
            .GivesFile("text/calendar");
        var own = app.MapGroup("/api/users/me/calendar").WithTags("Users");
        own.MapGet("", AddressAsync)
            .WithSummary("Returns the secret address of my calendar feed.")
            .Gives<CalendarAddress>();
        own.MapPost("", RenewAsync)
            .WithSummary("Creates a new address; the old one stops working.")
            .Gives<CalendarAddress>();
        own.MapDelete("", RevokeAsync).WithSummary("Removes the address.").GivesNothing();
    }

    private static async Task<IResult> OneAsync(
        Guid id,
        HttpContext http,
        CalendarFeed calendar,
        CancellationToken cancel
    ) =>
        (await calendar.OneAsync(http.Caller(), id, cancel)).Refused(out var refusal, out var text)
            ? Answer.Refused(refusal)
            : Results.File(Encoding.UTF8.GetBytes(text), Type, $"{id}.ics");

    private static async Task<IResult> FeedAsync(
        string secret,
        HttpContext http,
        CalendarFeed calendar,
        CancellationToken cancel
    )
    {
        if ((await calendar.ReadAsync(secret, cancel)).Refused(out var refusal, out var file))
            return Answer.Refused(refusal);
        // Programs that keep the file ask whether it has changed, and get 304 when it has not.
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.File(file.Bytes, Type, entityTag: EntityTagHeaderValue.Parse(file.ETag));
    }

    private static async Task<IResult> AddressAsync(
        HttpContext http,
        Asker asker,
        CalendarFeed calendar,
        CancellationToken cancel
    ) =>
        http.Request.MayChangeNothing()
            ? Answer.Value(await calendar.FindAsync(asker.Caller, cancel) ?? new CalendarAddress(""))
            : Answer.Json(await calendar.AddressAsync(asker.Caller, cancel));

    private static async Task<IResult> RenewAsync(Asker asker, CalendarFeed calendar, CancellationToken cancel) =>
        Answer.Json(await calendar.RenewAsync(asker.Caller, cancel));

    private static async Task<IResult> RevokeAsync(Asker asker, CalendarFeed calendar, CancellationToken cancel) =>
        Answer.Nothing(await calendar.RevokeAsync(asker.Caller, cancel));
}
