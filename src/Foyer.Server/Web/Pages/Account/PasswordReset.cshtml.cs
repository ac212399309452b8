using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Requests a password reset link; the response is the same for known and unknown addresses.</summary>
[AllowAnonymous]
public sealed class PasswordResetModel(PasswordResets reset, FoyerSettings settings) : FormPage
{
    public bool Sent => Request.Query.ContainsKey("sent");

    public bool HasMail => settings.Mail.Enabled;

    public IActionResult OnPost() =>
        reset.SendLink(Fields(), HttpContext.Device()).Refused(out var refusal)
            ? Again(refusal)
            : Redirect("/password-reset?sent");
}
