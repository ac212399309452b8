using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Commands;
using Foyer.Server.Messages;
using Foyer.Server.Settings;

namespace Foyer.Server.Gateways.Http;

/// <summary>Messages by REST (contract section 5).</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");
        messages
            .MapGet("chats/{id:long}/messages", HistoryAsync)
            .WithSummary("Returns the messages of a room, the newest first.")
            .Reads(HistoryQuery.Parameters)
            .Gives<Listing<MessageObject>>();
        messages
            .MapPost("chats/{id:long}/messages", PostAsync)
            .WithSummary(
                "Posts a message. A repeated client_id returns 200 with the first message, a slash command 200 with its result."
            )
            .Takes<NewMessage>()
            .Gives<MessageObject>(201)
            .Gives<PostAnswer>();
        messages.MapGet("messages/{id:long}", FindAsync).WithSummary("Returns a message.").Gives<MessageObject>();
        messages
            .MapPatch("messages/{id:long}", EditAsync)
            .WithSummary("Edits my message.")
            .Takes<NewText>()
            .Gives<MessageObject>();
        messages
            .MapDelete("messages/{id:long}", DeleteAsync)
            .WithSummary("Deletes a message; a tombstone stays.")
            .GivesNothing();
    }

    [OneOf(typeof(MessageObject), typeof(CommandResultObject))]
    private sealed record PostAnswer;

    private sealed record NewMessage(
        string? Text,
        string? ClientId,
        string? Subject,
        long? ReplyTo,
        IReadOnlyList<long>? Attachments
    );

    private sealed record NewText(string Text);

    private static async Task<IResult> HistoryAsync(
        long id,
        HttpContext http,
        Asker asker,
        Reading reading,
        CancellationToken cancel
    )
    {
        var fields = http.Request.Query();
        var asked = HistoryQuery.Read(fields);
        if (fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        var found = await reading.HistoryAsync(
            asker.Caller,
            id,
            asked,
            cancel,
            delivers: !http.Request.MayChangeNothing()
        );
        if (found.Refused(out var refusal, out var page))
            return Answer.Refused(refusal);
        var listing = new Listing<Message>(page.Messages, Next(http, page), Previous(http, asked, page));
        var reader = asker.Caller.User;
        return Written.List(listing, (json, message) => MessageJson.Write(json, message, message.User == reader));
    }

    private static async Task<IResult> PostAsync(
        long id,
        Asker asker,
        Body body,
        Posting posting,
        CommandTable commands,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var draft = Draft.Read(body.Fields, id, settings.Limits);
        if (body.Fields.Refusal is { } wrong)
            return Answer.Refused(wrong);
        if (draft.Command is { } typed)
            return await CommandEndpoints.RunAsync(commands, asker.Caller, id, typed, cancel);
        return (await posting.PostAsync(asker.Caller, draft)).Refused(out var refusal, out var posted)
            ? Answer.Refused(refusal)
            : Show(posted.Message, asker, posted.IsNew ? 201 : 200);
    }

    private static async Task<IResult> FindAsync(long id, Asker asker, Reading reading, CancellationToken cancel) =>
        Show(await reading.MessageAsync(asker.Caller, id, cancel), asker);

    private static async Task<IResult> EditAsync(
        long id,
        Asker asker,
        Body body,
        Changing changing,
        FoyerSettings settings,
        CancellationToken cancel
    )
    {
        var text = body.Fields.Text("text", settings.Limits.Message, lines: true);
        return body.Fields.Refusal is { } wrong
            ? Answer.Refused(wrong)
            : Show(await changing.EditAsync(asker.Caller, id, text, null, cancel), asker);
    }

    private static async Task<IResult> DeleteAsync(long id, Asker asker, Changing changing, CancellationToken cancel) =>
        Answer.Nothing(await changing.DeleteAsync(asker.Caller, id, null, cancel));

    private static IResult Show(Outcome<Message> outcome, Asker asker) =>
        outcome.Refused(out var refusal, out var message) ? Answer.Refused(refusal) : Show(message, asker, 200);

    private static IResult Show(Message message, Asker asker, int status) =>
        new Written<Message>(
            message,
            (json, shown) => MessageJson.Write(json, shown, shown.User == asker.Caller.User),
            status
        );

    private static string? Next(HttpContext http, HistoryPage page) =>
        page is { HasNext: true, Messages: [.., var last] }
            ? Listings.Turn(http.Request, "cursor", Text(last.Id), without: ["around", "near"])
            : null;

    private static string? Previous(HttpContext http, Page asked, HistoryPage page) =>
        page is { HasPrevious: true, Messages: [var first, ..] }
            ? Listings.Turn(
                http.Request,
                "cursor",
                Text(first.Id),
                without: ["around", "near", .. Start(http.Request, asked)]
            ) + "&near=true"
            : null;

    /// <summary>
    /// Messages before the first page lie behind the bound where it began. A page with a cursor is part of a walk that began there.
    /// </summary>
    private static string[] Start(HttpRequest request, Page asked) =>
        asked.Around is not null || request.Query.ContainsKey("cursor") ? []
        : asked.Oldest ? ["after"]
        : ["before"];

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
