using Foyer.Protocol;
using Foyer.Server.Events;

namespace Foyer.Server.Gateways.Http;

/// <summary>Places at an event, and the people who have them.</summary>
internal static class BookingEndpoints
{
    public static void MapBookings(this IEndpointRouteBuilder app)
    {
        var one = app.MapGroup("/api/events/{id:guid}").WithTags("Bookings");
        one.MapPut("booking", BookAsync)
            .WithSummary("Books a place, accepts an invitation or an offer, or with waitlist=true joins the waitlist.")
            .Takes<Wish>()
            .Gives<BookingView>();
        one.MapDelete("booking", WithdrawAsync)
            .WithSummary("Withdraws a booking, declines an invitation or an offer, or leaves the waitlist.")
            .GivesNothing();
        one.MapGet("attendees", AttendeesAsync)
            .WithSummary("Returns the attendees; the creator also gets those who are invited or on the waitlist.")
            .Gives<Listing<AttendeeView>>();
        one.MapGet("attendees.csv", TableAsync)
            .WithSummary("Returns the attendees as CSV, for the creator.")
            .GivesFile("text/csv");
        one.MapDelete("attendees/{name}", RemoveAsync)
            .WithSummary("Removes an attendee, an invitation or a place on the waitlist.")
            .GivesNothing();
        one.MapPost("invitations", InviteAsync)
            .WithSummary("Invites a person by username or e-mail address.")
            .Takes<Invitation>()
            .Gives<AttendeeView>(201);
        one.MapPost("notify", NotifyAsync)
            .WithSummary("Notifies everyone who is invited, waiting or booked.")
            .Takes<News>()
            .GivesNothing();
    }

    private sealed record Wish(bool? Waitlist);

    private sealed record Invitation(string Invitee);

    private sealed record News(string? Message);

    private static async Task<IResult> BookAsync(
        Guid id,
        Asker asker,
        Body body,
        Seating seating,
        CancellationToken cancel
    )
    {
        var wait = body.Fields.Flag("waitlist") ?? false;
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Show(await seating.BookAsync(asker.Caller, id, wait, cancel), BookingView.Of);
    }

    private static async Task<IResult> WithdrawAsync(Guid id, Asker asker, Seating seating, CancellationToken cancel) =>
        Answer.Nothing(await seating.WithdrawAsync(asker.Caller, id, cancel));

    private static async Task<IResult> AttendeesAsync(
        Guid id,
        Asker asker,
        EventList events,
        CancellationToken cancel
    ) =>
        Show(
            await events.AttendeesAsync(asker.Caller, id, cancel),
            all => new Listing<AttendeeView>(all.ConvertAll(AttendeeView.Of), null, null)
        );

    private static async Task<IResult> TableAsync(Guid id, Asker asker, EventList events, CancellationToken cancel)
    {
        if ((await events.AttendeeTableAsync(asker.Caller, id, cancel)).Refused(out var refusal, out var table))
            return Answer.Refused(refusal);
        return Results.File(System.Text.Encoding.UTF8.GetBytes(table), "text/csv; charset=utf-8", "attendees.csv");
    }

    private static async Task<IResult> RemoveAsync(
        Guid id,
        string name,
        Asker asker,
        Inviting inviting,
        CancellationToken cancel
    ) => Answer.Nothing(await inviting.RemoveAsync(asker.Caller, id, name, cancel));

    private static async Task<IResult> InviteAsync(
        Guid id,
        Asker asker,
        Body body,
        Inviting inviting,
        CancellationToken cancel
    ) => Show(await inviting.InviteAsync(asker.Caller, id, body.Fields, cancel), AttendeeView.Of, 201);

    private static async Task<IResult> NotifyAsync(
        Guid id,
        Asker asker,
        Body body,
        Inviting inviting,
        CancellationToken cancel
    ) => Answer.Nothing(await inviting.NotifyAsync(asker.Caller, id, body.Fields, cancel));

    private static IResult Show<TIn, TOut>(Outcome<TIn> outcome, Func<TIn, TOut> shape, int status = 200) =>
        outcome.Refused(out var refusal, out var value) ? Answer.Refused(refusal) : Answer.Value(shape(value), status);
}
