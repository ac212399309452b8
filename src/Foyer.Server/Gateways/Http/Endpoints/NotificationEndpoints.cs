using Foyer.Protocol;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>The inbox by REST.</summary>
internal static class NotificationEndpoints
{
    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/messages/{id:long}/email", MailAsync)
            .WithTags("Messages")
            .WithSummary("Sends the absent partner an e-mail that says that a direct message waits, once.")
            .ProducesNothing();
        var inbox = app.MapGroup("/api/notifications").WithTags("Notifications");
        inbox
            .MapGet("", ListAsync)
            .WithSummary("Returns the inbox, the newest entries first.")
            .Reads(QueryParameter.Number("before", "Only entries with a lower id."), QueryParameter.Limit)
            .ProducesJson<Listing<NotificationResponse>>();
        inbox
            .MapPut("read", ReadAsync)
            .WithSummary("Marks all entries up to one as read.")
            .AcceptsJson<MarkReadRequest>()
            .ProducesJson<UnreadResponse>();
        inbox
            .MapGet("unread", UnreadAsync)
            .WithSummary("Returns the number of unread entries.")
            .ProducesJson<UnreadResponse>();
    }

    private static async Task<IResult> MailAsync(
        long id,
        CurrentUser user,
        DirectMessageMails mail,
        CancellationToken cancel
    ) => ApiResults.Nothing(await mail.SendAsync(user.Caller, id, cancel));

    private sealed record MarkReadRequest(long UpTo);

    private sealed record UnreadResponse(long Unread);

    private sealed record NotificationResponse(
        long Id,
        string Kind,
        UserResponse? From,
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

    private static async Task<IResult> ListAsync(
        HttpContext http,
        CurrentUser user,
        Inbox inbox,
        CancellationToken cancel
    )
    {
        var query = http.Request.Query();
        var (before, limit) = (query.OptionalInteger("before", 0), query.Limit());
        if (query.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var found = await inbox.ListAsync(user.Caller, before, limit + 1, cancel);
        var (rows, next) = Paged.Cut(found, limit, notification => notification.Id);
        var page = new Listing<Notification>(rows, Listings.With(http.Request, "before", next), null);
        return ApiJsonResult.List(page, NotificationJson.Write);
    }

    private static async Task<IResult> UnreadAsync(CurrentUser user, Inbox inbox, CancellationToken cancel) =>
        ApiResults.Value(new UnreadResponse(await inbox.CountUnreadAsync(user.Caller, cancel)));

    private static async Task<IResult> ReadAsync(CurrentUser user, JsonBody body, Inbox inbox, CancellationToken cancel)
    {
        var upTo = body.Fields.Integer("up_to", 0);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        return (await inbox.MarkReadAsync(user.Caller, upTo, cancel)).Refused(out var refusal, out var left)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(new UnreadResponse(left));
    }
}
