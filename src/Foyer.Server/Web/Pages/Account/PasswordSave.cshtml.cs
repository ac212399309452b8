using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Sets a new password, typed twice: by a reset link, or for the signed-in user.</summary>
[AllowAnonymous]
public sealed class PasswordSaveModel(PasswordChanges change, PasswordResets reset) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Hash { get; set; }

    /// <summary>True when the link was used, has expired, or is unknown: a form would be useless.</summary>
    public bool IsDead { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Hash is null && HttpContext.Caller() is null)
            return Redirect("/login?returnUrl=/password-save");
        IsDead = Hash is { } hash && !await reset.IsValidAsync(hash, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var fields = Fields();
        if (Request.Form["password"] != Request.Form["repeated_password"])
            fields.Refuse("repeated_password", "The two are not the same.");
        if (
            (await change.SaveAsync(fields, HttpContext.Caller(), HttpContext.Device(), cancel)).Refused(
                out var refusal
            )
        )
        {
            IsDead = refusal.Errors.Any(error => error.Attr == "hash");
            return Again(refusal);
        }
        Notice("Your new password is saved.");
        return Redirect(HttpContext.Caller() is null || Hash is not null ? "/login" : "/");
    }
}
