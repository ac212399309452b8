using Foyer.Server.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>
/// The page of the link that the old mailbox gets when an account's address changes. Opening it changes nothing; the button does,
/// with or without a session.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class EmailUndoModel(EmailUndos undos) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Hash { get; set; }

    /// <summary>The address that the link restores; null when the link is invalid.</summary>
    public string? Address { get; private set; }

    public bool Done { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) =>
        Address = Hash is null ? null : await undos.FindAsync(Hash, cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if ((await undos.UndoAsync(Fields(), cancel)).Refused(out var refusal))
            return Again(refusal);
        Done = true;
        return Page();
    }
}
