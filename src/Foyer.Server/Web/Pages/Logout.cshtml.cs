using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>Ends the session. Only POST does; GET shows a confirmation.</summary>
public sealed class LogoutModel(Sessions sessions) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (HttpContext.SessionToken() is { } token)
            await sessions.EndAsync(token, cancel);
        SessionCookie.Clear(HttpContext);
        return Redirect("/");
    }
}
