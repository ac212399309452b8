using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.People;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>Settings of incoming messages, quiet hours and blocked users.</summary>
public sealed class PrivacyModel(Profiles people, ProfileEdits edit, Blocks blocks) : FormPage
{
    private static readonly string[] Names = ["messages_from", "event_mails", "quiet_from", "quiet_to", "time_zone"];

    public OwnAccount Me { get; private set; } = null!;

    public IReadOnlyList<BlockSummary> Blocked { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if ((await edit.EditAsync(Proof(Sent()), cancel)).Refused(out var refusal))
        {
            await LoadAsync(cancel);
            return Again(refusal);
        }
        Notice("Saved.");
        return Redirect("/settings/privacy");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Me = await people.MeAsync(Caller, cancel);
        Blocked = await blocks.ListAsync(Caller, cancel);
    }

    /// <summary>Treats an emptied time as null; a form would treat it as not sent.</summary>
    private Fields Sent() =>
        Protocol.Fields.Of(
            Request
                .Form.Where(field => Names.Contains(field.Key))
                .Select(field => KeyValuePair.Create(field.Key, field.Value == "" ? " " : field.Value[^1]))
        );
}
