using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>Whom one likes, and whom not.</summary>
internal static class FriendEndpoints
{
    public static void MapFriends(this IEndpointRouteBuilder app)
    {
        var friends = app.MapGroup("/api/friends").WithTags("Friends");
        friends
            .MapGet("/", ListAsync)
            .WithSummary("Returns my friends and friend requests.")
            .Gives<Listing<FriendLine>>();
        friends.MapPut("/{name}", AskAsync).WithSummary("Sends a friend request, or accepts one.").Gives<FriendLine>();
        friends
            .MapDelete("/{name}", RemoveAsync)
            .WithSummary("Ends a friendship, or withdraws or declines a request.")
            .GivesNothing();
        var blocks = app.MapGroup("/api/blocks").WithTags("Friends");
        blocks.MapGet("/", BlockedAsync).WithSummary("Returns the users I block.").Gives<Listing<BlockLine>>();
        blocks.MapPut("/{name}", BlockAsync).WithSummary("Blocks a user.").Gives<BlockLine>();
        blocks.MapDelete("/{name}", UnblockAsync).WithSummary("Unblocks a user.").GivesNothing();
    }

    private static async Task<IResult> ListAsync(Asker asker, Friends friends, CancellationToken cancel) =>
        Answer.Value(new Listing<FriendLine>(await friends.ListAsync(asker.Caller, cancel), null, null));

    private static async Task<IResult> AskAsync(string name, Asker asker, Friends friends, CancellationToken cancel) =>
        (await friends.AskAsync(name, asker.Caller, cancel)).Refused(out var refusal, out var answer)
            ? Answer.Refused(refusal)
            : Answer.Value(answer.Line);

    private static async Task<IResult> RemoveAsync(
        string name,
        Asker asker,
        Friends friends,
        CancellationToken cancel
    ) => Answer.Nothing(await friends.RemoveAsync(name, asker.Caller, cancel));

    private static async Task<IResult> BlockedAsync(Asker asker, Blocks blocks, CancellationToken cancel) =>
        Answer.Value(new Listing<BlockLine>(await blocks.ListAsync(asker.Caller, cancel), null, null));

    private static async Task<IResult> BlockAsync(string name, Asker asker, Blocks blocks, CancellationToken cancel) =>
        Answer.Json(await blocks.AddAsync(name, asker.Caller, cancel));

    private static async Task<IResult> UnblockAsync(
        string name,
        Asker asker,
        Blocks blocks,
        CancellationToken cancel
    ) => Answer.Nothing(await blocks.RemoveAsync(name, asker.Caller, cancel));
}
