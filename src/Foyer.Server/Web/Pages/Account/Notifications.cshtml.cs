using Foyer.Server.Accounts;
using Foyer.Server.Notifications.Push;
using Foyer.Server.People;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Settings of notifications while the user is away: by e-mail and by browser.</summary>
public sealed class NotificationsModel(Profiles people, ProfileEdits edit, PushKey key) : FormPage
{
    public OwnAccount Me { get; private set; } = null!;

    public string Key => key.Public;

    public async Task OnGetAsync(CancellationToken cancel) => Me = await people.MeAsync(Caller, cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        // A box that is not ticked is not sent.
        var wanted = Request.Form.ContainsKey("mail_missed") ? "true" : "false";
        var fields = Protocol.Fields.Of([KeyValuePair.Create("mail_missed", (string?)wanted)]);
        if ((await edit.EditAsync(Proof(fields), cancel)).Refused(out var refusal))
        {
            Me = await people.MeAsync(Caller, cancel);
            return Again(refusal);
        }
        Notice("Saved.");
        return Redirect("/settings/notifications");
    }
}
