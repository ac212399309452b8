using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>One user as moderators see them; sessions are shown to admins only.</summary>
public sealed class PersonModel(UserDirectory roll, Bans barring, AccountRecovery recovery, FoyerSettings settings)
    : AdminPage
{
    public override AdminSection Section => AdminSection.Users;

    public UserSummary Person { get; private set; } = null!;

    public IReadOnlyList<UserSessionSummary> Sessions { get; private set; } = [];

    public bool MayTouch => Role.IsAbove(Person.Role);

    /// <summary>While mail is on, a reset link is sent to the user by mail only.</summary>
    public bool MayMakeResetLink => !settings.Mail.Enabled;

    public string? ResetLink { get; private set; }

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancel) =>
        await ReadAsync(name, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSignOutAsync(string name, CancellationToken cancel)
    {
        if ((await barring.SignOutAsync(new Actor(Caller), name, cancel)).Refused(out var refusal))
            return await ReadAsync(name, cancel) ? Again(refusal) : NotFound();
        Notice($"{name} is signed out everywhere.");
        return Redirect($"{Section.Path}/users/{Uri.EscapeDataString(name)}");
    }

    public async Task<IActionResult> OnPostClearTwoFactorAsync(string name, CancellationToken cancel)
    {
        if ((await recovery.ClearTwoFactorAsync(Proof(), name, cancel)).Refused(out var refusal))
            return await ReadAsync(name, cancel) ? Again(refusal) : NotFound();
        Notice($"Two-factor sign-in is off for {name}.");
        return Redirect($"{Section.Path}/users/{Uri.EscapeDataString(name)}");
    }

    /// <summary>The link is shown in the response itself, since it works once and is not stored.</summary>
    public async Task<IActionResult> OnPostResetLinkAsync(string name, CancellationToken cancel)
    {
        var outcome = await recovery.MakeResetLinkAsync(Proof(), name, cancel);
        if (!await ReadAsync(name, cancel))
            return NotFound();
        if (outcome.Refused(out var refusal, out var link))
            return Again(refusal);
        ResetLink = link;
        return Page();
    }

    private async Task<bool> ReadAsync(string name, CancellationToken cancel)
    {
        if (await roll.FindAsync(name, cancel) is not { } person)
            return false;
        Person = person;
        if (IsAdmin)
            Sessions = await roll.ListSessionsAsync(person.Id, cancel);
        return true;
    }
}
