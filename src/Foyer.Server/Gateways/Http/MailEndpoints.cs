using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Moderation;

namespace Foyer.Server.Gateways.Http;

/// <summary>The outbox, for admins.</summary>
internal static class MailEndpoints
{
    private sealed record OutboxObject(
        bool Enabled,
        string Way,
        long Waiting,
        long Failed,
        long Sent,
        IReadOnlyList<MailLine> Results,
        string? Next,
        string? Previous
    );

    public static void MapMail(this IEndpointRouteBuilder app)
    {
        var mail = app.MapGroup("/api/admin/mail").WithTags("Moderation");
        mail.MapGet("/", ReadAsync)
            .WithSummary("Returns the state of the mail queue, the newest e-mails first.")
            .Reads(QueryParameter.Number("before", "Only e-mails with a lower id."), QueryParameter.Limit)
            .Gives<OutboxObject>();
        mail.MapPost("/test", TestAsync).WithSummary("Sends a test e-mail to my address.").GivesNothing();
    }

    private static async Task<IResult> ReadAsync(
        HttpRequest request,
        Asker asker,
        MailRoom room,
        CancellationToken cancel
    )
    {
        var query = request.Query();
        var (before, limit) = (query.OptionalInteger("before", 1), query.Limit());
        if (query.Refusal is { } wrong)
            return Answer.Refused(wrong);
        if ((await room.ReadAsync(asker.Caller, before, limit + 1, cancel)).Refused(out var refusal, out var state))
            return Answer.Refused(refusal);
        var next = state.Mails.Count > limit ? state.Mails[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return Answer.Value(
            new OutboxObject(
                state.Enabled,
                state.Way,
                state.Counts.Waiting,
                state.Counts.Failed,
                state.Counts.Sent,
                [.. state.Mails.Take(limit)],
                Listings.Turn(request, "before", next),
                null
            )
        );
    }

    private static async Task<IResult> TestAsync(Asker asker, MailRoom room, CancellationToken cancel) =>
        Answer.Nothing(await room.TestAsync(asker.Caller, cancel));
}
