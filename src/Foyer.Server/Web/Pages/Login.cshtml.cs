using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages;

/// <summary>Signs in, in one or two steps, then redirects to the page that was requested.</summary>
[AllowAnonymous]
public sealed class LoginModel(SignIn signIn, SessionCookie cookie, HeldSignIn steps) : FormPage
{
    private const string HeldField = "first_step";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The password was right, but the address is not confirmed.</summary>
    public bool Unconfirmed => Form.Errors is [{ Code: "not_verified" }];

    /// <summary>The encrypted input of the first step, whose password was correct. Null in the first step.</summary>
    public string? Held { get; private set; }

    /// <summary>Whose second step it is.</summary>
    public string Login { get; private set; } = "";

    /// <summary>Why a user who was signed in must sign in again; else null.</summary>
    public string? Reason =>
        Request.Query.ContainsKey("moved")
            ? "You were signed out because your network address or browser changed. Sign in again to continue."
        : HttpContext.SessionToken() is not null && HttpMethods.IsGet(Request.Method)
            ? "Your session has ended. Sign in again to continue."
        : null;

    public IActionResult OnGet() => HttpContext.Caller() is null ? Page() : Redirect(ReturnPath.Local(ReturnUrl));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!cookie.IsSafe(Request))
            return Again(SessionCookie.NeedsHttps);
        var first = Request.Form[HeldField].ToString() is { Length: > 0 } held ? steps.Read(held) : null;
        var outcome = await signIn.SignInAsync(Typed(first), HttpContext.Device(), cancel);
        if (outcome.Refused(out var refusal, out var session))
            return Again(refusal, first);
        SessionCookie.Set(HttpContext, session);
        Notice("Login successful!");
        return Redirect(ReturnPath.Local(ReturnUrl));
    }

    /// <summary>Returns the input of this step and the previous one.</summary>
    private Fields Typed((string Login, string Password)? first) =>
        first is not { } before
            ? Fields()
            : Protocol.Fields.Of([
                new("login", before.Login),
                new("password", before.Password),
                new("code", Request.Form["code"].ToString()),
                new("remember", Request.Form["remember"].ToString()),
            ]);

    private IActionResult Again(Refusal refusal, (string Login, string Password)? first)
    {
        var isSecond = refusal.Code == "code_required" || (first is not null && refusal.Status == 429);
        if (isSecond)
        {
            Login = first?.Login ?? Request.Form["login"].ToString();
            Held = steps.Hold(Login, first?.Password ?? Request.Form["password"].ToString());
        }
        return Again(refusal);
    }
}
