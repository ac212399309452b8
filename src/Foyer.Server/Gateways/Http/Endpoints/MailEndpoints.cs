using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Mail;
using Foyer.Server.Moderation;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>The outbox, for admins.</summary>
internal static class MailEndpoints
{
    private sealed record MailQueueResponse(
        bool Enabled,
        string Way,
        long Waiting,
        long Failed,
        long Sent,
        IReadOnlyList<MailSummary> Results,
        string? Next,
        string? Previous
    );

    public static void MapMail(this IEndpointRouteBuilder app)
    {
        var mail = app.MapGroup("/api/admin/mail").WithTags("Moderation");
        mail.MapGet("/", ReadAsync)
            .WithSummary("Returns the state of the mail queue, the newest e-mails first.")
            .Reads(QueryParameter.Number("before", "Only e-mails with a lower id."), QueryParameter.Limit)
            .ProducesJson<MailQueueResponse>();
        mail.MapPost("/test", TestAsync).WithSummary("Sends a test e-mail to my address.").ProducesNothing();
    }

    private static async Task<IResult> ReadAsync(
        HttpRequest request,
        CurrentUser user,
        MailAdmin room,
        CancellationToken cancel
    )
    {
        var query = request.Query();
        var (before, limit) = (query.OptionalInteger("before", 1), query.Limit());
        if (query.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        if ((await room.ReadAsync(user.Caller, before, limit + 1, cancel)).Refused(out var refusal, out var state))
            return ApiResults.Refused(refusal);
        var next = state.Mails.Count > limit ? state.Mails[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null;
        return ApiResults.Value(
            new MailQueueResponse(
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

    private static async Task<IResult> TestAsync(CurrentUser user, MailAdmin room, CancellationToken cancel) =>
        ApiResults.Nothing(await room.TestAsync(user.Caller, cancel));
}
