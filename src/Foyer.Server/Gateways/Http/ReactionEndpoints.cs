using Foyer.Protocol;
using Foyer.Server.Messages;

namespace Foyer.Server.Gateways.Http;

/// <summary>What one may do to a message beside writing it: react, pin.</summary>
internal static class ReactionEndpoints
{
    public static void MapReactions(this IEndpointRouteBuilder app)
    {
        var messages = app.MapGroup("/api").WithTags("Messages");
        messages
            .MapPut("messages/{id:long}/reactions/{emoji}", ReactAsync)
            .WithSummary("Adds a reaction.")
            .Gives<MessageObject>();
        messages
            .MapDelete("messages/{id:long}/reactions/{emoji}", UnreactAsync)
            .WithSummary("Removes my reaction.")
            .GivesNothing();
        messages
            .MapPut("messages/{id:long}/pin", PinAsync)
            .WithSummary("Pins a message to its room.")
            .Gives<MessageObject>();
        messages.MapDelete("messages/{id:long}/pin", UnpinAsync).WithSummary("Unpins a message.").GivesNothing();
        messages
            .MapGet("chats/{id:long}/pins", PinsAsync)
            .WithSummary("Returns the pinned messages of a room, the latest pin first.")
            .Gives<Listing<MessageObject>>();
    }

    private static async Task<IResult> ReactAsync(
        long id,
        string emoji,
        Asker asker,
        Reacting reacting,
        CancellationToken cancel
    ) => Show(await reacting.AddAsync(asker.Caller, id, emoji, cancel), asker);

    private static async Task<IResult> UnreactAsync(
        long id,
        string emoji,
        Asker asker,
        Reacting reacting,
        CancellationToken cancel
    ) => Answer.Nothing(await reacting.RemoveAsync(asker.Caller, id, emoji, cancel));

    private static async Task<IResult> PinAsync(long id, Asker asker, Pinning pinning, CancellationToken cancel) =>
        Show(await pinning.PinAsync(asker.Caller, id, cancel), asker);

    private static async Task<IResult> UnpinAsync(long id, Asker asker, Pinning pinning, CancellationToken cancel) =>
        Answer.Nothing(await pinning.UnpinAsync(asker.Caller, id, cancel));

    private static async Task<IResult> PinsAsync(long id, Asker asker, Pinning pinning, CancellationToken cancel)
    {
        if ((await pinning.ListAsync(asker.Caller, id, cancel)).Refused(out var refusal, out var pins))
            return Answer.Refused(refusal);
        var reader = asker.Caller.User;
        return Written.List(
            new Listing<Message>(pins, null, null),
            (json, message) => MessageJson.Write(json, message, message.User == reader)
        );
    }

    private static IResult Show(Outcome<Message> outcome, Asker asker) =>
        outcome.Refused(out var refusal, out var message)
            ? Answer.Refused(refusal)
            : new Written<Message>(
                message,
                (json, shown) => MessageJson.Write(json, shown, shown.User == asker.Caller.User)
            );
}
