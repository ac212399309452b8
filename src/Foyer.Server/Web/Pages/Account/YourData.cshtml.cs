using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Moderation;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>What the house keeps of one, and the end of it.</summary>
public sealed class YourDataModel(Leaving leaving) : FormPage
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostLeaveAsync(string? username, CancellationToken cancel)
    {
        var fields = Fields();
        if (username is null || Names.Key(username.Trim()) != Names.Key(Caller.Username))
            fields.Refuse("username", "This is not your username.");
        if ((await leaving.LeaveAsync(fields, Caller, HttpContext.Device(), cancel)).Refused(out var refusal))
            return Again(refusal);
        SessionCookie.Clear(HttpContext);
        Notice("Your account is deleted. Farewell.");
        return Redirect("/");
    }
}
