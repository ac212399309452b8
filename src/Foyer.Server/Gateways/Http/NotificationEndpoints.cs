using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Notifications;

namespace Foyer.Server.Gateways.Http;

/// <summary>The inbox by REST (contract section 5).</summary>
internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/messages/{id:long}/email", MailAsync)
            .WithTags("Messages")
            .WithSummary("Sends the absent partner an e-mail that says that a direct message waits, once.")
            .GivesNothing();
        var inbox = app.MapGroup("/api/notifications").WithTags("Notifications");
        inbox
            .MapGet("", ListAsync)
            .WithSummary("Returns the inbox, the newest entries first.")
            .Reads(QueryParameter.Number("before", "Only entries with a lower id."), QueryParameter.Limit)
            .Gives<Listing<NotificationObject>>();
        inbox
            .MapPut("read", ReadAsync)
            .WithSummary("Marks all entries up to one as read.")
            .Takes<LastRead>()
            .Gives<Left>();
        inbox.MapGet("unread", UnreadAsync).WithSummary("Returns the number of unread entries.").Gives<Left>();
    }

    private static async Task<IResult> MailAsync(long id, Asker asker, AbsentMail mail, CancellationToken cancel) =>
        Answer.Nothing(await mail.SendAsync(asker.Caller, id, cancel));

    private sealed record LastRead(long UpTo);

    private sealed record Left(long Unread);

    private sealed record NotificationObject(
        long Id,
        string Kind,
        PublicUserBody? From,
        long? Chat,
        long? Message,
        string? Event,
        string Title,
        string Text,
        TimeInText? Time,
        string Timestamp,
        bool Read
    );

    /// <summary>Where in the text a time is.</summary>
    private sealed record TimeInText(int From, int Length, string At, string TimeZone);

    private static async Task<IResult> ListAsync(HttpContext http, Asker asker, Inbox inbox, CancellationToken cancel)
    {
        var query = http.Request.Query();
        var (before, limit) = (query.OptionalInteger("before", 0), query.Limit());
        if (query.Refusal is { } wrong)
            return Answer.Refused(wrong);
        var found = await inbox.ListAsync(asker.Caller, before, limit + 1, cancel);
        var more = found.Count > limit;
        if (more)
            found.RemoveAt(limit);
        var next = more ? found[^1].Id.ToString(CultureInfo.InvariantCulture) : null;
        var page = new Listing<Notification>(found, Listings.With(http.Request, "before", next), null);
        return Written.List(page, NotificationJson.Write);
    }

    private static async Task<IResult> UnreadAsync(Asker asker, Inbox inbox, CancellationToken cancel) =>
        Answer.Value(new Left(await inbox.CountUnreadAsync(asker.Caller, cancel)));

    private static async Task<IResult> ReadAsync(Asker asker, Body body, Inbox inbox, CancellationToken cancel)
    {
        var upTo = body.Fields.Integer("up_to", 0);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        return (await inbox.ReadAsync(asker.Caller, upTo, cancel)).Refused(out var refusal, out var left)
            ? Answer.Refused(refusal)
            : Answer.Value(new Left(left));
    }
}
