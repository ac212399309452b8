using Foyer.Protocol;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Reactions to messages, and pins.</summary>
internal static class ReactionEndpoints
{
    public static void MapReactions(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");
        messages
            .MapPut("messages/{id:long}/reactions/{emoji}", ReactAsync)
            .WithSummary("Adds a reaction.")
            .ProducesJson<MessageResponse>();
        messages
            .MapDelete("messages/{id:long}/reactions/{emoji}", UnreactAsync)
            .WithSummary("Removes my reaction.")
            .ProducesNothing();
        messages
            .MapPut("messages/{id:long}/pin", PinAsync)
            .WithSummary("Pins a message to its room.")
            .ProducesJson<MessageResponse>();
        messages.MapDelete("messages/{id:long}/pin", UnpinAsync).WithSummary("Unpins a message.").ProducesNothing();
        messages
            .MapGet("chats/{id:long}/pins", PinsAsync)
            .WithSummary("Returns the pinned messages of a room, the latest pin first.")
            .ProducesJson<Listing<MessageResponse>>();
    }

    private static async Task<IResult> ReactAsync(
        long id,
        string emoji,
        CurrentUser user,
        Reactions reacting,
        CancellationToken cancel
    ) => Show(await reacting.AddAsync(user.Caller, id, emoji, cancel), user);

    private static async Task<IResult> UnreactAsync(
        long id,
        string emoji,
        CurrentUser user,
        Reactions reacting,
        CancellationToken cancel
    ) => ApiResults.Nothing(await reacting.RemoveAsync(user.Caller, id, emoji, cancel));

    private static async Task<IResult> PinAsync(long id, CurrentUser user, Pins pinning, CancellationToken cancel) =>
        Show(await pinning.PinAsync(user.Caller, id, cancel), user);

    private static async Task<IResult> UnpinAsync(long id, CurrentUser user, Pins pinning, CancellationToken cancel) =>
        ApiResults.Nothing(await pinning.UnpinAsync(user.Caller, id, cancel));

    private static async Task<IResult> PinsAsync(long id, CurrentUser user, Pins pinning, CancellationToken cancel)
    {
        if ((await pinning.ListAsync(user.Caller, id, cancel)).Refused(out var refusal, out var pins))
            return ApiResults.Refused(refusal);
        var reader = user.Caller.User;
        return ApiJsonResult.List(
            new Listing<Message>(pins, null, null),
            (json, message) => MessageJson.Write(json, message, message.User == reader)
        );
    }

    private static IResult Show(Outcome<Message> outcome, CurrentUser user) =>
        outcome.Refused(out var refusal, out var message)
            ? ApiResults.Refused(refusal)
            : new ApiJsonResult<Message>(
                message,
                (json, shown) => MessageJson.Write(json, shown, shown.User == user.Caller.User)
            );
}
