using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Commands;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Messages by REST.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");
        messages
            .MapGet("chats/{id:long}/messages", HistoryAsync)
            .WithSummary("Returns the messages of a room, the newest first.")
            .Reads(HistoryQuery.Parameters)
            .ProducesJson<Listing<MessageResponse>>();
        messages
            .MapPost("chats/{id:long}/messages", PostAsync)
            .WithSummary(
                "Posts a message. A repeated client_id returns 200 with the first message, a slash command 200 with its result."
            )
            .AcceptsJson<PostMessageRequest>()
            .ProducesJson<MessageResponse>(201)
            .ProducesJson<PostResponse>();
        messages
            .MapGet("messages/{id:long}", FindAsync)
            .WithSummary("Returns a message.")
            .ProducesJson<MessageResponse>();
        messages
            .MapPatch("messages/{id:long}", EditAsync)
            .WithSummary("Edits my message.")
            .AcceptsJson<EditMessageRequest>()
            .ProducesJson<MessageResponse>();
        messages
            .MapDelete("messages/{id:long}", DeleteAsync)
            .WithSummary("Deletes a message; a tombstone stays.")
            .ProducesNothing();
    }

    [OneOf(typeof(MessageResponse), typeof(CommandResultResponse))]
    private sealed record PostResponse;

    private sealed record PostMessageRequest(
        string? Text,
        string? ClientId,
        string? Subject,
        long? ReplyTo,
        IReadOnlyList<long>? Attachments
    );

    private sealed record EditMessageRequest(string Text);

    private static async Task<IResult> HistoryAsync(
        long id,
        HttpContext http,
        CurrentUser user,
        RoomQueries reading,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var asked = HistoryQuery.Parse(fields);
        if (fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        var found = await reading.HistoryAsync(
            user.Caller,
            id,
            asked,
            cancel,
            delivers: !http.Request.MayChangeNothing()
        );
        if (found.Refused(out var refusal, out var page))
            return ApiResults.Refused(refusal);
        var listing = new Listing<Message>(page.Messages, Next(http, page), Previous(http, asked, page));
        var reader = user.Caller.User;
        return ApiJsonResult.List(listing, (json, message) => MessageJson.Write(json, message, message.User == reader));
    }

    private static async Task<IResult> PostAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        Posting posting,
        CommandTable commands,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var draft = Draft.Parse(body.Fields, id, settings.Limits);
        if (body.Fields.Refusal is { } wrong)
            return ApiResults.Refused(wrong);
        if (draft.Command is { } typed)
            return await CommandEndpoints.RunAsync(commands, user.Caller, id, typed, cancel);
        return (await posting.PostAsync(user.Caller, draft)).Refused(out var refusal, out var posted)
            ? ApiResults.Refused(refusal)
            : Show(posted.Message, user, posted.IsNew ? 201 : 200);
    }

    private static async Task<IResult> FindAsync(
        long id,
        CurrentUser user,
        RoomQueries reading,
        CancellationToken cancel
    ) => Show(await reading.MessageAsync(user.Caller, id, cancel), user);

    private static async Task<IResult> EditAsync(
        long id,
        CurrentUser user,
        JsonBody body,
        MessageEdits changing,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var text = body.Fields.Text("text", settings.Limits.Message, lines: true);
        return body.Fields.Refusal is { } wrong
            ? ApiResults.Refused(wrong)
            : Show(await changing.EditAsync(user.Caller, id, text, null, cancel), user);
    }

    private static async Task<IResult> DeleteAsync(
        long id,
        CurrentUser user,
        MessageEdits changing,
        CancellationToken cancel
    ) => ApiResults.Nothing(await changing.DeleteAsync(user.Caller, id, null, cancel));

    private static IResult Show(Outcome<Message> outcome, CurrentUser user) =>
        outcome.Refused(out var refusal, out var message) ? ApiResults.Refused(refusal) : Show(message, user, 200);

    private static IResult Show(Message message, CurrentUser user, int status) =>
        new ApiJsonResult<Message>(
            message,
            (json, shown) => MessageJson.Write(json, shown, shown.User == user.Caller.User),
            status
        );

    private static string? Next(HttpContext http, HistoryPage page) =>
        page is { HasNext: true, Messages: [.., var last] }
            ? Listings.Turn(http.Request, "cursor", Text(last.Id), without: ["around", "near"])
            : null;

    private static string? Previous(HttpContext http, HistoryFilter asked, HistoryPage page) =>
        page is { HasPrevious: true, Messages: [var first, ..] }
            ? Listings.Turn(
                http.Request,
                "cursor",
                Text(first.Id),
                without: ["around", "near", .. Start(http.Request, asked)]
            ) + "&near=true"
            : null;

    /// <summary>
    /// Messages before the first page are behind the bound where it began. A page with a cursor is part of a walk that began
    /// there.
    /// </summary>
    private static string[] Start(HttpRequest request, HistoryFilter asked) =>
        asked.Around is not null || request.Query.ContainsKey("cursor") ? []
        : asked.Oldest ? ["after"]
        : ["before"];

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
