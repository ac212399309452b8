using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>Registrations that await approval, and invitations.</summary>
public sealed class RegistrationsModel(
    RegistrationApprovals approval,
    RegistrationInvitations invitations,
    FoyerSettings settings
) : AdminPage
{
    public override AdminSection Section => AdminSection.Registrations;

    public IReadOnlyList<WaitingAccount> Waiting { get; private set; } = [];

    public IReadOnlyList<RegistrationInvitationSummary> Invitations { get; private set; } = [];

    /// <summary>Shown once: only its hash is stored.</summary>
    public RegistrationInvitation? Made { get; private set; }

    public string ModeWords =>
        settings.Registration.Mode switch
        {
            RegistrationMode.Open => "Anybody may register.",
            RegistrationMode.Invite => "Who registers needs an invitation.",
            RegistrationMode.Approval => "Who registers waits here for your yes.",
            RegistrationMode.Closed => "Nobody may register.",
        };

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostDecideAsync(string username, bool approved, CancellationToken cancel)
    {
        var fields = Protocol.Fields.Of([
            KeyValuePair.Create("username", (string?)username),
            KeyValuePair.Create("approved", (string?)(approved ? "true" : "false")),
        ]);
        return await DoneAsync(
            await approval.DecideAsync(fields, Caller, cancel),
            approved ? $"{username} may come in." : $"The account {username} is gone.",
            cancel
        );
    }

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken cancel)
    {
        var outcome = await invitations.CreateAsync(Fields(), Caller, cancel);
        await ReadAsync(cancel);
        if (outcome.Refused(out var refusal, out var made))
            return Again(refusal);
        Made = made;
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string id, CancellationToken cancel) =>
        await DoneAsync(
            await invitations.RevokeAsync(id, Caller, cancel),
            "The invitation does not work any more.",
            cancel
        );

    private async Task<IActionResult> DoneAsync(Outcome<Done> outcome, string words, CancellationToken cancel)
    {
        if (outcome.Refused(out var refusal))
        {
            await ReadAsync(cancel);
            return Again(refusal);
        }
        Notice(words);
        return Redirect(Section.Path);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Waiting = (await approval.ListAsync(Caller, cancel)).Value;
        Invitations = (await invitations.ListAsync(Caller, cancel)).Value;
    }
}
