using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.People;

namespace Foyer.Server.Gateways.Http.Endpoints;

/// <summary>Friends and blocks.</summary>
internal static class FriendEndpoints
{
    public static void MapFriends(this IEndpointRouteBuilder app)
    {
        var friends = app.MapGroup("/api/friends").WithTags("Friends");
        friends
            .MapGet("/", ListAsync)
            .WithSummary("Returns my friends and friend requests.")
            .ProducesJson<Listing<FriendSummary>>();
        friends
            .MapPut("/{name}", AskAsync)
            .WithSummary("Sends a friend request, or accepts one.")
            .ProducesJson<FriendSummary>();
        friends
            .MapDelete("/{name}", RemoveAsync)
            .WithSummary("Ends a friendship, or withdraws or declines a request.")
            .ProducesNothing();
        var blocks = app.MapGroup("/api/blocks").WithTags("Friends");
        blocks
            .MapGet("/", BlockedAsync)
            .WithSummary("Returns the users I block.")
            .ProducesJson<Listing<BlockSummary>>();
        blocks.MapPut("/{name}", BlockAsync).WithSummary("Blocks a user.").ProducesJson<BlockSummary>();
        blocks.MapDelete("/{name}", UnblockAsync).WithSummary("Unblocks a user.").ProducesNothing();
    }

    private static async Task<IResult> ListAsync(CurrentUser user, Friends friends, CancellationToken cancel) =>
        ApiResults.Value(new Listing<FriendSummary>(await friends.ListAsync(user.Caller, cancel), null, null));

    private static async Task<IResult> AskAsync(
        string name,
        CurrentUser user,
        Friends friends,
        CancellationToken cancel
    ) =>
        (await friends.RequestAsync(name, user.Caller, cancel)).Refused(out var refusal, out var answer)
            ? ApiResults.Refused(refusal)
            : ApiResults.Value(answer.Line);

    private static async Task<IResult> RemoveAsync(
        string name,
        CurrentUser user,
        Friends friends,
        CancellationToken cancel
    ) => ApiResults.Nothing(await friends.RemoveAsync(name, user.Caller, cancel));

    private static async Task<IResult> BlockedAsync(CurrentUser user, Blocks blocks, CancellationToken cancel) =>
        ApiResults.Value(new Listing<BlockSummary>(await blocks.ListAsync(user.Caller, cancel), null, null));

    private static async Task<IResult> BlockAsync(
        string name,
        CurrentUser user,
        Blocks blocks,
        CancellationToken cancel
    ) => ApiResults.Json(await blocks.AddAsync(name, user.Caller, cancel));

    private static async Task<IResult> UnblockAsync(
        string name,
        CurrentUser user,
        Blocks blocks,
        CancellationToken cancel
    ) => ApiResults.Nothing(await blocks.RemoveAsync(name, user.Caller, cancel));
}
