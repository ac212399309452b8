using Foyer.Protocol;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Bookings of an event and its attendees.</summary>
internal static class BookingEndpoints
{
    public static void MapBookings(this IEndpointRouteBuilder app)
    {
        var one = app.MapGroup("/api/events/{id:guid}").WithTags("Bookings");
        one.MapPut("booking", BookAsync)
            .WithSummary("Books a place, accepts an invitation or an offer, or with waitlist=true joins the waitlist.")
            .AcceptsJson<BookRequest>()
            .ProducesJson<BookingView>();
        one.MapDelete("booking", WithdrawAsync)
            .WithSummary("Withdraws a booking, declines an invitation or an offer, or leaves the waitlist.")
            .ProducesNothing();
        one.MapGet("attendees", AttendeesAsync)
            .WithSummary("Returns the attendees; the creator also gets those who are invited or on the waitlist.")
            .ProducesJson<Listing<AttendeeView>>();
        one.MapGet("attendees.csv", TableAsync)
            .WithSummary("Returns the attendees as CSV, for the creator.")
            .ProducesFile("text/csv");
        one.MapDelete("attendees/{name}", RemoveAsync)
            .WithSummary("Removes an attendee, an invitation or a place on the waitlist.")
            .ProducesNothing();
        one.MapPost("invitations", InviteAsync)
            .WithSummary("Invites a person by username or e-mail address.")
            .AcceptsJson<InviteRequest>()
            .ProducesJson<AttendeeView>(201);
        one.MapPost("notify", NotifyAsync)
            .WithSummary("Notifies everyone who is invited, waiting or booked.")
            .AcceptsJson<NotifyRequest>()
            .ProducesNothing();
    }

    private sealed record BookRequest(bool? Waitlist);

    private sealed record InviteRequest(string Invitee);

    private sealed record NotifyRequest(string? Message);

    private static async Task<IResult> BookAsync(
        Guid id,
        CurrentUser user,
        JsonBody body,
        Bookings seating,
        CancellationToken cancel
    )
    {
        var wait = body.Fields.Flag("waitlist") ?? false;
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : Show(await seating.BookAsync(user.Caller, id, wait, cancel), BookingView.From);
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id,
        CurrentUser user,
        Bookings seating,
        CancellationToken cancel
    ) => ApiResults.Nothing(await seating.WithdrawAsync(user.Caller, id, cancel));

    private static async Task<IResult> AttendeesAsync(
        Guid id,
        CurrentUser user,
        EventQueries events,
        CancellationToken cancel
    ) =>
        Show(
            await events.AttendeesAsync(user.Caller, id, cancel),
            all => new Listing<AttendeeView>(all.ConvertAll(AttendeeView.From), null, null)
        );

    private static async Task<IResult> TableAsync(
        Guid id,
        CurrentUser user,
        EventQueries events,
        CancellationToken cancel
    )
    {
        if ((await events.AttendeeTableAsync(user.Caller, id, cancel)).Refused(out var refusal, out var table))
            return ApiResults.Refused(refusal);
        return Results.File(System.Text.Encoding.UTF8.GetBytes(table), "text/csv; charset=utf-8", "attendees.csv");
    }

    private static async Task<IResult> RemoveAsync(
        Guid id,
        string name,
        CurrentUser user,
        EventInvitations inviting,
        CancellationToken cancel
    ) => ApiResults.Nothing(await inviting.RemoveAsync(user.Caller, id, name, cancel));

    private static async Task<IResult> InviteAsync(
        Guid id,
        CurrentUser user,
        JsonBody body,
        EventInvitations inviting,
        CancellationToken cancel
    ) => Show(await inviting.InviteAsync(user.Caller, id, body.Fields, cancel), AttendeeView.From, 201);

    private static async Task<IResult> NotifyAsync(
        Guid id,
        CurrentUser user,
        JsonBody body,
        EventInvitations inviting,
        CancellationToken cancel
    ) => ApiResults.Nothing(await inviting.NotifyAsync(user.Caller, id, body.Fields, cancel));

    private static IResult Show<TIn, TOut>(Outcome<TIn> outcome, Func<TIn, TOut> shape, int status = 200) =>
        outcome.Refused(out var refusal, out var value)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(shape(value), status);
}
