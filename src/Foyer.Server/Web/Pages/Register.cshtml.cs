using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages;

/// <summary>Creates an account; afterwards the user confirms the e-mail address, then signs in.</summary>
[AllowAnonymous]
public sealed class RegisterModel(Registrations registration, EmailConfirmations confirmation, FoyerSettings settings)
    : FormPage
{
    /// <summary>The code of the printed address with which the first account of a reachable server is created.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Setup { get; set; }

    /// <summary>The code of an invitation to the community.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Invite { get; set; }

    /// <summary>Why registration is closed, or not possible without an invitation; else null.</summary>
    public string? Shut { get; private set; }

    public bool NeedsApproval => settings.Registration.Mode == RegistrationMode.Approval;

    /// <summary>The paragraphs of the server's rules.</summary>
    public IEnumerable<string> Rules =>
        settings.Registration.Rules?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        ?? [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (HttpContext.Caller() is not null)
            return Redirect(ReturnPath.Usual);
        Shut = await registration.HasAccountsAsync(cancel) ? ShutWords : null;
        return Page();
    }

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
        await RememberBrowserAsync(account.Id, cancel);
        TempData[ConfirmModel.LinkKey] = account.ConfirmationUrl;
        return Redirect("/confirm?pending");
    }

    /// <summary>So that confirming in this browser signs in.</summary>
    private async Task RememberBrowserAsync(long user, CancellationToken cancel)
    {
        if (await confirmation.RememberBrowserAsync(user, cancel) is { } secret)
            Response.Cookies.Append(
                ConfirmModel.RegistrationCookie,
                secret,
                new CookieOptions
                {
                    HttpOnly = true,
                    Secure = Request.IsHttps,
                    SameSite = SameSiteMode.Lax,
                    MaxAge = TimeSpan.FromHours(24),
                    IsEssential = true,
                }
            );
    }

    private string? ShutWords =>
        (settings.Registration.Mode, Invite) switch
        {
            (RegistrationMode.Closed, _) => "This house takes no new accounts.",
            (RegistrationMode.Invite, null) => "One comes in here by invitation only. Ask somebody for a link.",
            _ => null,
        };
}
