using System.Text;
using Foyer.Protocol;
using Foyer.Server.Events;

namespace Foyer.Server.Gateways.Http;

/// <summary>Events for calendar programs.</summary>
internal static class CalendarEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private const string Type = "text/calendar; charset=utf-8";

    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
        // Calendar programs look with HEAD whether a calendar has changed.
        app.MapMethods("/api/events/{id:guid}.ics", Reading, OneAsync)
            .AllowAnonymous()
            .WithTags("Events")
            .WithSummary("One event as iCalendar.")
            .Gives<string>();
        app.MapMethods("/calendar/{secret}.ics", Reading, FeedAsync)
            .AllowAnonymous()
            .WithTags("Events")
            .WithSummary("The events of whoever has this secret address.")
            .Gives<string>();
        var own = app.MapGroup("/api/users/me/calendar").WithTags("Users");
        own.MapGet("", AddressAsync).WithSummary("The secret address of one's calendar.").Gives<CalendarAddress>();
        own.MapPost("", RenewAsync).WithSummary("A new address; the old one stops working.").Gives<CalendarAddress>();
        own.MapDelete("", RevokeAsync).WithSummary("No address any more.").GivesNothing();
    }

    private static async Task<IResult> OneAsync(
        Guid id,
        HttpContext http,
        CalendarFeed calendar,
        CancellationToken cancel
    ) => File(await calendar.OneAsync(http.Caller(), id, cancel), $"{id}.ics");

    private static async Task<IResult> FeedAsync(string secret, CalendarFeed calendar, CancellationToken cancel) =>
        File(await calendar.ReadAsync(secret, cancel), null);

    private static async Task<IResult> AddressAsync(Asker asker, CalendarFeed calendar, CancellationToken cancel) =>
        Answer.Json(await calendar.AddressAsync(asker.Caller, cancel));

    private static async Task<IResult> RenewAsync(Asker asker, CalendarFeed calendar, CancellationToken cancel) =>
        Answer.Json(await calendar.RenewAsync(asker.Caller, cancel));

    private static async Task<IResult> RevokeAsync(Asker asker, CalendarFeed calendar, CancellationToken cancel) =>
        Answer.Nothing(await calendar.RevokeAsync(asker.Caller, cancel));

    private static IResult File(Outcome<string> outcome, string? name) =>
        outcome.Refused(out var refusal, out var text)
            ? Answer.Refused(refusal)
            : Results.File(Encoding.UTF8.GetBytes(text), Type, name);
}
