using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Moderation by REST. The methods that the endpoints call check the rights.</summary>
internal static class ModerationEndpoints
{
    private sealed record KickRequest(string Username, long Seconds, string? Reason);

    private sealed record BanRequest(string Username, string? Reason);

    private sealed record UnbanRequest(string Username);

    private sealed record ShutdownRequest(int? Seconds, bool? Abort);

    private sealed record ReportRequest(string Reason);

    private sealed record CloseReportRequest(string Status, string? Note);

    private sealed record AuditEntryResponse(
        long Id,
        string Timestamp,
        string By,
        string Action,
        string? Subject,
        string? Detail,
        string? Refused
    );

    public static void MapModeration(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/admin").WithTags("Moderation");
        admin
            .MapPost("kick", KickAsync)
            .WithSummary("Kicks a user for a number of seconds.")
            .AcceptsJson<KickRequest>()
            .ProducesNothing();
        admin.MapPost("ban", BanAsync).WithSummary("Bans a user.").AcceptsJson<BanRequest>().ProducesNothing();
        admin.MapPost("unban", UnbanAsync).WithSummary("Unbans a user.").AcceptsJson<UnbanRequest>().ProducesNothing();
        admin
            .MapPost("kill", KillAsync)
            .WithSummary("Shuts the server down after a countdown, or with abort=true stops the countdown.")
            .AcceptsJson<ShutdownRequest>()
            .ProducesNothing();
        admin
            .MapGet("audit", AuditAsync)
            .WithSummary("Returns the audit trail, the newest entries first.")
            .Reads(
                QueryParameter.Text("by", "Only actions of this user."),
                QueryParameter.Text("action", "Only this action."),
                QueryParameter.Text("subject", "Only actions that concern this user or thing."),
                QueryParameter.Choice(
                    "result",
                    "Only actions that were done, or that were refused.",
                    "done",
                    "refused"
                ),
                QueryParameter.Number("before", "Only entries with a lower id."),
                QueryParameter.Limit
            )
            .ProducesJson<Listing<AuditEntryResponse>>();
        admin
            .MapGet("reports", ReportsAsync)
            .WithSummary("Returns reported messages, the newest reports first.")
            .Reads(
                QueryParameter.Choice("status", "Only reports in this state.", "open", "resolved", "dismissed"),
                QueryParameter.Number("before", "Only reports with a lower id."),
                QueryParameter.Limit
            )
            .ProducesJson<Listing<ReportResponse>>();
        admin
            .MapPatch("reports/{id:long}", CloseAsync)
            .WithSummary("Closes a report; its author is notified.")
            .AcceptsJson<CloseReportRequest>()
            .ProducesJson<ReportResponse>();
        app.MapPost("/api/messages/{id:long}/report", ReportAsync)
            .WithTags("Messages")
            .WithSummary("Reports a message to the moderators.")
            .AcceptsJson<ReportRequest>()
            .ProducesJson<ReportResponse>(201)
            .ProducesJson<ReportResponse>();
    }

    private static async Task<IResult> KickAsync(
        CurrentUser user,
        JsonBody body,
        Bans barring,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var (name, seconds, reason) = (
            Name(body),
            body.Fields.Integer("seconds", 1, Bans.MaxKickSeconds),
            Reason(body, settings)
        );
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : ApiResults.Nothing(await barring.KickAsync(new Actor(user.Caller), name, seconds, reason, cancel));
    }

    private static async Task<IResult> BanAsync(
        CurrentUser user,
        JsonBody body,
        Bans barring,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var (name, reason) = (Name(body), Reason(body, settings));
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : ApiResults.Nothing(await barring.BanAsync(new Actor(user.Caller), name, reason, cancel));
    }

    private static async Task<IResult> UnbanAsync(
        CurrentUser user,
        JsonBody body,
        Bans barring,
        CancellationToken cancel
    )
    {
        var name = Name(body);
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : ApiResults.Nothing(await barring.UnbanAsync(new Actor(user.Caller), name, cancel));
    }

    private static async Task<IResult> KillAsync(
        CurrentUser user,
        JsonBody body,
        Shutdown shutdown,
        CancellationToken cancel
    )
    {
        var seconds = (int?)body.Fields.OptionalInteger("seconds", 0, Shutdown.MaxSeconds);
        var abort = body.Fields.Flag("abort") ?? false;
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var actor = new Actor(user.Caller);
        return abort
            ? ApiResults.Nothing(await shutdown.AbortAsync(actor, cancel))
            : ApiResults.Nothing(await shutdown.BeginAsync(actor, seconds, cancel));
    }

    private static async Task<IResult> AuditAsync(
        HttpContext http,
        CurrentUser user,
        AuditLog trail,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var (limit, before) = (fields.Limit(), fields.OptionalInteger("before", 0));
        var filter = AuditFilter.From(
            fields.OptionalText("by", EmailAddresses.MaxLength),
            fields.OptionalText("action", EmailAddresses.MaxLength),
            fields.OptionalText("subject", EmailAddresses.MaxLength),
            fields.Choice("result", "done", "refused")
        );
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        if (!user.Caller.Role.IsAdmin())
            return ApiResults.Refused(Refusal.PermissionDenied);
        var found = await trail.ListAsync(filter, before, limit + 1, cancel);
        var (entries, next) = Paged.Cut(found, limit, entry => entry.Id);
        return ApiResults.Value(
            new Listing<AuditEntryResponse>(
                [
                    .. entries.Select(entry => new AuditEntryResponse(
                        entry.Id,
                        Instants.ToText(entry.CreatedAt),
                        entry.ByName,
                        entry.Action,
                        entry.Subject,
                        entry.Detail,
                        entry.Refused
                    )),
                ],
                Listings.With(http.Request, "before", next),
                null
            )
        );
    }

    private static async Task<IResult> ReportAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        Reports reporting,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var reason = body.Fields.Text("reason", settings.Limits.Reason, lines: true);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await reporting.ReportAsync(user.Caller, id, reason, cancel)).Refused(out var refusal, out var made)
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<Report>(
                made.Report,
                (json, report) => ReportResponse.Write(json, report, null),
                made.IsNew ? 201 : 200
            );
    }

    private static async Task<IResult> ReportsAsync(
        HttpContext http,
        CurrentUser user,
        Reports reporting,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var (limit, before) = (fields.Limit(), fields.OptionalInteger("before", 0));
        var status = fields.Choice("status", ReportStatus.Open, ReportStatus.Resolved, ReportStatus.Dismissed);
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        if (
            (await reporting.ListAsync(user.Caller, status, before, limit + 1, cancel)).Refused(
                out var refusal,
                out var found
            )
        )
            return ApiResults.Refused(refusal);
        var (reports, next) = Paged.Cut(found, limit, row => row.Report.Id);
        return ApiJsonResult.List(
            new Listing<(Report Report, Message Message)>(reports, Listings.With(http.Request, "before", next), null),
            (json, row) => ReportResponse.Write(json, row.Report, row.Message)
        );
    }

    private static async Task<IResult> CloseAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        Reports reporting,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var status = body.Fields.Choice("status", ReportStatus.Open, ReportStatus.Resolved, ReportStatus.Dismissed);
        if (status is null)
            body.Fields.Refuse("status", "This field is required.", "required");
        var note = body.Fields.OptionalText("note", settings.Limits.Reason, lines: true);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await reporting.CloseAsync(new Actor(user.Caller), id, status!.Value, note, cancel)).Refused(
            out var refusal,
            out var row
        )
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<(Report Report, Message Message)>(
                row,
                (json, shown) => ReportResponse.Write(json, shown.Report, shown.Message)
            );
    }

    private static string Name(JsonBody body) => body.Fields.Text("username", EmailAddresses.MaxLength);

    private static string? Reason(JsonBody body, FoyerSettings settings) =>
        body.Fields.OptionalText("reason", settings.Limits.Reason);
}
