using Foyer.Protocol;
using Foyer.Server.People;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Friends, friend requests and blocked users.</summary>
public sealed class FriendsModel(Friends friends, Blocks blocks) : FormPage
{
    public sealed record Group(string Title, string End, IReadOnlyList<FriendSummary> People);

    public IEnumerable<Group> Groups { get; private set; } = [];

    public IReadOnlyList<BlockSummary> Blocked { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAskAsync(string? name, CancellationToken cancel) =>
        (await friends.RequestAsync(name?.Trim() ?? "", Caller, cancel)).Refused(out var refusal)
            ? await AgainAsync(refusal, cancel)
            : Redirect("/friends");

    public async Task<IActionResult> OnPostPartAsync(string? name, CancellationToken cancel) =>
        (await friends.RemoveAsync(name ?? "", Caller, cancel)).Refused(out var refusal)
            ? await AgainAsync(refusal, cancel)
            : Redirect("/friends");

    public async Task<IActionResult> OnPostUnblockAsync(string? name, CancellationToken cancel) =>
        (await blocks.RemoveAsync(name ?? "", Caller, cancel)).Refused(out var refusal)
            ? await AgainAsync(refusal, cancel)
            : Redirect("/friends");

    private async Task<IActionResult> AgainAsync(Refusal refusal, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Again(refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var all = await friends.ListAsync(Caller, cancel);
        Group[] groups =
        [
            new("They ask you", "Refuse", [.. all.Where(one => one.State == FriendState.Asks)]),
            new(
                "Friends",
                "End",
                [.. all.Where(one => one.State == FriendState.Friend).OrderByDescending(one => one.Online)]
            ),
            new("You asked", "Take back", [.. all.Where(one => one.State == FriendState.Asked)]),
        ];
        Groups = groups.Where(group => group.People.Count > 0);
        Blocked = await blocks.ListAsync(Caller, cancel);
    }
}
