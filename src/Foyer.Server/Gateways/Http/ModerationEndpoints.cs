using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Messages;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http;

/// <summary>Keeping order by REST (contract section 5). The verbs check who may.</summary>
internal static class ModerationEndpoints
{
    private sealed record KickBody(string Username, long Seconds, string? Reason);

    private sealed record BanBody(string Username, string? Reason);

    private sealed record UnbanBody(string Username);

    private sealed record KillBody(int? Seconds, bool? Abort);

    private sealed record ReportBody(string Reason);

    private sealed record ReportChange(string Status, string? Note);

    private sealed record TrailObject(
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
            .Takes<KickBody>()
            .GivesNothing();
        admin.MapPost("ban", BanAsync).WithSummary("Bans a user.").Takes<BanBody>().GivesNothing();
        admin.MapPost("unban", UnbanAsync).WithSummary("Unbans a user.").Takes<UnbanBody>().GivesNothing();
        admin
            .MapPost("kill", KillAsync)
            .WithSummary("Shuts the server down after a countdown, or with abort=true stops the countdown.")
            .Takes<KillBody>()
            .GivesNothing();
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
            .Gives<Listing<TrailObject>>();
        admin
            .MapGet("reports", ReportsAsync)
            .WithSummary("Returns reported messages, the newest reports first.")
            .Reads(
                QueryParameter.Choice("status", "Only reports in this state.", "open", "resolved", "dismissed"),
                QueryParameter.Number("before", "Only reports with a lower id."),
                QueryParameter.Limit
            )
            .Gives<Listing<ReportObject>>();
        admin
            .MapPatch("reports/{id:long}", CloseAsync)
            .WithSummary("Closes a report; its author is notified.")
            .Takes<ReportChange>()
            .Gives<ReportObject>();
        app.MapPost("/api/messages/{id:long}/report", ReportAsync)
            .WithTags("Messages")
            .WithSummary("Reports a message to the moderators.")
            .Takes<ReportBody>()
            .Gives<ReportObject>(201)
            .Gives<ReportObject>();
    }

    private static async Task<IResult> KickAsync(
        Asker asker,
        Body body,
        Barring barring,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var (name, seconds, reason) = (
            Name(body),
            body.Fields.Integer("seconds", 1, Barring.LongestKick),
            Reason(body, settings)
        );
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Answer.Nothing(await barring.KickAsync(new Actor(asker.Caller), name, seconds, reason, cancel));
    }

    private static async Task<IResult> BanAsync(
        Asker asker,
        Body body,
        Barring barring,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var (name, reason) = (Name(body), Reason(body, settings));
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Answer.Nothing(await barring.BanAsync(new Actor(asker.Caller), name, reason, cancel));
    }

    private static async Task<IResult> UnbanAsync(Asker asker, Body body, Barring barring, CancellationToken cancel)
    {
        var name = Name(body);
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Answer.Nothing(await barring.UnbanAsync(new Actor(asker.Caller), name, cancel));
    }

    private static async Task<IResult> KillAsync(Asker asker, Body body, Shutdown shutdown, CancellationToken cancel)
    {
        var seconds = (int?)body.Fields.OptionalInteger("seconds", 0, Shutdown.Longest);
        var abort = body.Fields.Flag("abort") ?? false;
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        var actor = new Actor(asker.Caller);
        return abort
            ? Answer.Nothing(await shutdown.AbortAsync(actor, cancel))
            : Answer.Nothing(await shutdown.BeginAsync(actor, seconds, cancel));
    }

    private static async Task<IResult> AuditAsync(HttpContext http, Asker asker, Trail trail, CancellationToken cancel)
    {
        var fields = http.Request.Query();
        var (limit, before) = (fields.Limit(), fields.OptionalInteger("before", 0));
        var filter = TrailFilter.Of(
            fields.OptionalText("by", MailAddresses.Longest),
            fields.OptionalText("action", MailAddresses.Longest),
            fields.OptionalText("subject", MailAddresses.Longest),
            fields.Choice("result", "done", "refused")
        );
        if (fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        if (!Rank.IsAdmin(asker.Caller.Role))
            return Answer.Refused(Refusal.PermissionDenied);
        var lines = await trail.ReadAsync(filter, before, limit + 1, cancel);
        return Answer.Value(
            new Listing<TrailObject>(
                [
                    .. lines
                        .Take(limit)
                        .Select(line => new TrailObject(
                            line.Id,
                            Clock.ToText(line.CreatedAt),
                            line.ByName,
                            line.Action,
                            line.Subject,
                            line.Detail,
                            line.Refused
                        )),
                ],
                Onward(http, lines.Count > limit ? lines[limit - 1].Id : null),
                null
            )
        );
    }

    private static async Task<IResult> ReportAsync(
        long id,
        Asker asker,
        Body body,
        Reporting reporting,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var reason = body.Fields.Text("reason", settings.Limits.Reason, lines: true);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await reporting.ReportAsync(asker.Caller, id, reason, cancel)).Refused(out var refusal, out var made)
            ? Answer.Refused(refusal)
            : new Written<Report>(
                made.Report,
                (json, report) => ReportObject.Write(json, report, null),
                made.IsNew ? 201 : 200
            );
    }

    private static async Task<IResult> ReportsAsync(
        HttpContext http,
        Asker asker,
        Reporting reporting,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var (limit, before) = (fields.Limit(), fields.OptionalInteger("before", 0));
        var status = fields.Choice("status", "open", "resolved", "dismissed");
        if (fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        if (
            (await reporting.ListAsync(asker.Caller, status, before, limit + 1, cancel)).Refused(
                out var refusal,
                out var found
            )
        )
            return Answer.Refused(refusal);
        var next = Onward(http, found.Count > limit ? found[limit - 1].Report.Id : null);
        return Written.List(
            new Listing<(Report Report, Message Message)>([.. found.Take(limit)], next, null),
            (json, row) => ReportObject.Write(json, row.Report, row.Message)
        );
    }

    private static async Task<IResult> CloseAsync(
        long id,
        Asker asker,
        Body body,
        Reporting reporting,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var status = body.Fields.Choice("status", "open", "resolved", "dismissed");
        if (status is null)
            body.Fields.Refuse("status", "This field is required.", "required");
        var note = body.Fields.OptionalText("note", settings.Limits.Reason, lines: true);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await reporting.CloseAsync(new Actor(asker.Caller), id, status!, note, cancel)).Refused(
            out var refusal,
            out var row
        )
            ? Answer.Refused(refusal)
            : new Written<(Report Report, Message Message)>(
                row,
                (json, shown) => ReportObject.Write(json, shown.Report, shown.Message)
            );
    }

    private static string Name(Body body) => body.Fields.Text("username", MailAddresses.Longest);

    private static string? Reason(Body body, FoyerSettings settings) =>
        body.Fields.OptionalText("reason", settings.Limits.Reason);

    private static string? Onward(HttpContext http, long? last) =>
        Listings.With(http.Request, "before", last?.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
