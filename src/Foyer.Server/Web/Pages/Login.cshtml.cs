using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages;

/// <summary>Signs in, then goes where one wanted to go (C-38).</summary>
[AllowAnonymous]
public sealed class LoginModel(SignIn signIn, SessionCookie cookie) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The password was right, but the address is not confirmed.</summary>
    public bool Unconfirmed => Form.Errors is [{ Code: "not_verified" }];

    /// <summary>The password was right, and the second step is next.</summary>
    public bool NeedsCode => Form.Errors is [{ Code: "code_required" }] || Form.Value("code") is not null;

    public IActionResult OnGet() => HttpContext.Caller() is null ? Page() : Redirect(ReturnTo.Local(ReturnUrl));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!cookie.IsSafe(Request))
            return Again(SessionCookie.NeedsHttps);
        var outcome = await signIn.SignInAsync(Fields(), HttpContext.Device(), cancel);
        if (outcome.Refused(out var refusal, out var session))
            return Again(refusal);
        SessionCookie.Set(HttpContext, session);
        Notice("Login successful!");
        return Redirect(ReturnTo.Local(ReturnUrl));
    }
}
