using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.People;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>A user's profile; the user's own profile shows more.</summary>
public sealed class ProfileModel(
    Profiles people,
    Friends friends,
    Blocks blocks,
    EventQueries events,
    TimeProvider time
) : FormPage
{
    public Profile Shown { get; private set; } = null!;

    /// <summary>Set for the user's own profile.</summary>
    public OwnAccount? Own { get; private set; }

    /// <summary>The events that the user created, as far as the reader may see them.</summary>
    public IReadOnlyList<EventForReader> Events { get; private set; } = [];

    public long Now { get; } = time.Now();

    public FriendState? Tie { get; private set; }

    public string TieWords =>
        Tie switch
        {
            FriendState.Friend => "End the friendship",
            FriendState.Asked => "Take back the request",
            FriendState.Asks => "Accept as a friend",
            null => "Ask to be friends",
        };

    public async Task<IActionResult> OnGetAsync(string? name, CancellationToken cancel)
    {
        if ((await people.ProfileAsync(Caller, name ?? Caller.Username, cancel)).Refused(out _, out var shown))
            return await HasBlockedAsync(name!, cancel) ? Redirect("/friends#blocked") : NotFound();
        Shown = shown;
        Events = await events.OfCreatorAsync(Caller, shown.Id, cancel);
        if (shown.Id == Caller.User)
            Own = await people.MeAsync(Caller, cancel);
        else
            Tie = (await friends.ListAsync(Caller, cancel)).FirstOrDefault(line => line.Id == shown.Id)?.State;
        return Page();
    }

    public async Task<IActionResult> OnPostAskAsync(string name, CancellationToken cancel) =>
        (await friends.RequestAsync(name, Caller, cancel)).Refused(out var refusal)
            ? StatusCode(refusal.Status)
            : Back(name);

    public async Task<IActionResult> OnPostPartAsync(string name, CancellationToken cancel) =>
        (await friends.RemoveAsync(name, Caller, cancel)).Refused(out var refusal)
            ? StatusCode(refusal.Status)
            : Back(name);

    public async Task<IActionResult> OnPostBlockAsync(string name, CancellationToken cancel)
    {
        if ((await blocks.AddAsync(name, Caller, cancel)).Refused(out var refusal, out var blocked))
            return StatusCode(refusal.Status);
        Notice($"{blocked.Username} is blocked.");
        return Redirect("/friends#blocked");
    }

    private async Task<bool> HasBlockedAsync(string name, CancellationToken cancel) =>
        (await blocks.ListAsync(Caller, cancel)).Exists(line => Usernames.Key(line.Username) == Usernames.Key(name));

    private RedirectResult Back(string name) => Redirect($"/profile/{Uri.EscapeDataString(name)}");
}
