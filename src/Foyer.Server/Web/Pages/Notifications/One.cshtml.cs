using Foyer.Server.Gateways.Http;
using Foyer.Server.Notifications;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Notifications;

/// <summary>Redirects from an entry of the inbox to its subject, and marks the entry as read.</summary>
public sealed class OneModel(Inbox inbox) : FormPage
{
    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) =>
        (
            Request.MayChangeNothing()
                ? await inbox.FindAsync(Caller, id, cancel)
                : await inbox.OpenAsync(Caller, id, cancel)
        ).Refused(out _, out var found)
            ? NotFound()
            : Redirect(found.Link);
}
