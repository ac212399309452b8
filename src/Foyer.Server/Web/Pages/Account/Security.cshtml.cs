using System.Text;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Sessions, two-factor authentication, passkeys and access tokens.</summary>
public sealed class SecurityModel(Sessions sessions, TwoFactor twoFactor, AccessTokens tokens, Passkeys passkeys)
    : FormPage
{
    public IReadOnlyList<SessionSummary> Sessions { get; private set; } = [];

    public IReadOnlyList<AccessToken> Tokens { get; private set; } = [];

    public IReadOnlyList<Passkey> Passkeys { get; private set; } = [];

    /// <summary>A passkey requires a host name; an IP address cannot have one.</summary>
    public bool MayHavePasskeys => Uri.CheckHostName(Request.Host.Host) == UriHostNameType.Dns;

    public bool TwoFactorOn { get; private set; }

    public TwoFactorSetup? Setup { get; private set; }

    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public string? NewToken { get; private set; }

    /// <summary>The QR code as a data URL instead of a separate request, since it contains the secret.</summary>
    public string QrAddress => "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(Setup!.Qr));

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostEndAsync(string id, CancellationToken cancel) =>
        await ShowAsync(await sessions.EndAsync(Caller, id, cancel), _ => { }, cancel);

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancel)
    {
        foreach (var session in await sessions.ListAsync(Caller, cancel))
            if (!session.Current)
                await sessions.EndAsync(Caller, session.Id, cancel);
        Notice("You are signed in only here now.");
        return Redirect("/settings");
    }

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancel) =>
        await ShowAsync(await twoFactor.BeginAsync(Proof(), cancel), setup => Setup = setup, cancel);

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancel)
    {
        var outcome = await twoFactor.ConfirmAsync(Proof(), TwoFactor.ReadCode(Fields()) ?? "", cancel);
        // A mistyped code is typed again, for the same picture.
        Setup = await twoFactor.PendingAsync(Caller, cancel);
        return await ShowAsync(outcome, Show, cancel);
    }

    public async Task<IActionResult> OnPostNewCodesAsync(CancellationToken cancel) =>
        await ShowAsync(await twoFactor.RenewAsync(Proof(), cancel), Show, cancel);

    public async Task<IActionResult> OnPostTurnOffAsync(CancellationToken cancel) =>
        await ShowAsync(await twoFactor.TurnOffAsync(Proof(), cancel), _ => { }, cancel);

    public async Task<IActionResult> OnPostTokenAsync(CancellationToken cancel) =>
        await ShowAsync(await tokens.MakeAsync(Proof(), cancel), made => NewToken = made.Token, cancel);

    public async Task<IActionResult> OnPostRemoveTokenAsync(long id, CancellationToken cancel) =>
        await ShowAsync(await tokens.RemoveAsync(id, Proof(), cancel), _ => { }, cancel);

    public async Task<IActionResult> OnPostRemovePasskeyAsync(long id, CancellationToken cancel) =>
        await ShowAsync(await passkeys.RemoveAsync(Proof(), id, cancel), _ => { }, cancel);

    private void Show(RecoveryCodeList list) => RecoveryCodes = list.RecoveryCodes;

    /// <summary>Secrets that are shown only once are part of the response itself, so there is no redirect.</summary>
    private async Task<IActionResult> ShowAsync<T>(Outcome<T> outcome, Action<T> show, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (outcome.Refused(out var refusal, out var value))
            return Again(refusal);
        show(value);
        return Setup is null && RecoveryCodes is null && NewToken is null ? Redirect("/settings") : Page();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Sessions = await sessions.ListAsync(Caller, cancel);
        Tokens = await tokens.ListAsync(Caller, cancel);
        Passkeys = await passkeys.ListAsync(Caller, cancel);
        TwoFactorOn = await twoFactor.IsOnAsync(Caller, cancel);
    }
}
