using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages;

/// <summary>Makes an account; afterwards one confirms, then signs in (C-17).</summary>
[AllowAnonymous]
public sealed class RegisterModel(Registration registration) : FormPage
{
    /// <summary>The code of the printed address with which the first account of an open server is made.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Setup { get; set; }

    /// <summary>The code of an invitation to the community.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Invite { get; set; }

    public IActionResult OnGet() => HttpContext.Caller() is null ? Page() : Redirect(ReturnTo.Usual);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await registration.RegisterAsync(Fields(), HttpContext.Device(), cancel);
        if (outcome.Refused(out var refusal, out var account))
            return Again(refusal);
        if (account.Verified)
        {
            Notice("Your account is made. Now sign in.");
            return Redirect("/login");
        }
        TempData[ConfirmModel.LinkKey] = account.ConfirmationUrl;
        return Redirect("/confirm?pending");
    }
}
