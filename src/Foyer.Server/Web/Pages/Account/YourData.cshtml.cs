using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Moderation;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>The export of the user's data, and the deletion of the account.</summary>
public sealed class YourDataModel(AccountDeletion leaving, DataExports exporting) : FormPage
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancel)
    {
        if ((await exporting.BeginAsync(Proof(), cancel)).Refused(out var refusal, out var export))
            return Again(refusal);
        Response.ContentType = "application/zip";
        Response.Headers.ContentDisposition = $"attachment; filename={export.FileName}";
        await export.WriteAsync(Response.Body, cancel);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostLeaveAsync(string? username, CancellationToken cancel)
    {
        var fields = Fields();
        if (username is null || Usernames.Key(username.Trim()) != Usernames.Key(Caller.Username))
            fields.Refuse("username", "This is not your username.");
        if ((await leaving.DeleteAsync(Proof(fields), cancel)).Refused(out var refusal))
            return Again(refusal);
        SessionCookie.Clear(HttpContext);
        Notice("Your account is deleted. Farewell.");
        return Redirect("/");
    }
}
