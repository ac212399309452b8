using Foyer.Server.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Requests the password or a passkey before a protected action, then redirects back.</summary>
public sealed class ReauthenticateModel(Reauthentication reauthentication) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if ((await reauthentication.ConfirmAsync(Proof(), cancel)).Refused(out var refusal))
            return Again(refusal);
        Notice("Identity confirmed. Continue where you left off.");
        return Redirect(ReturnPath.Local(ReturnUrl));
    }
}
