using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Moderation;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>What the house keeps of one, and the end of it.</summary>
public sealed class YourDataModel(Leaving leaving, Exporting exporting) : FormPage
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken cancel)
    {
        // The page has two passwords; each field has a name of its own.
        var fields = Protocol.Fields.Of([
            KeyValuePair.Create("password", (string?)Request.Form["export_password"].ToString()),
        ]);
        var outcome = await exporting.BeginAsync(Caller, fields, HttpContext.Device(), cancel);
        if (outcome.Refused(out var refusal, out var export))
            return Again(
                refusal with
                {
                    Errors =
                    [
                        .. refusal.Errors.Select(error =>
                            error.Attr is null ? error : error with { Attr = "export_password" }
                        ),
                    ],
                }
            );
        Response.ContentType = "application/zip";
        Response.Headers.ContentDisposition = $"attachment; filename={export.FileName}";
        await export.WriteAsync(Response.Body, cancel);
        return new EmptyResult();
    }

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
