using Foyer.Server.Accounts;

namespace Foyer.Server.Gateways.Http;

/// <summary>Whom one likes.</summary>
internal static class FriendEndpoints
{
    public static void MapFriends(this IEndpointRouteBuilder app)
    {
        var friends = app.MapGroup("/api/friends").WithTags("Friends");
        friends.MapGet("/", ListAsync).Gives<Listing<FriendLine>>();
        friends.MapPut("/{name}", AskAsync).Gives<FriendLine>();
        friends.MapDelete("/{name}", RemoveAsync).GivesNothing();
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
}
