using Foyer.Server.Notifications;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>
/// The page of the unsubscribe link in e-mails about events or missed messages: GET changes nothing, POST unsubscribes. Mail
/// programs send the POST themselves (RFC 8058), so the link's key replaces the form's antiforgery token.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class UnsubscribeModel(Unsubscriptions unsubscribing) : FormPage
{
    [BindProperty(SupportsGet = true, Name = "user")]
    public long UserId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }

    public bool IsKnown => unsubscribing.IsValid(UserId, About, Key);

    /// <summary>The subject of the e-mails.</summary>
    public string Subject =>
        About switch
        {
            MailCategory.Events => "events",
            MailCategory.Missed => "what you missed",
            _ => "events and what you missed",
        };

    /// <summary>The page of the same choice.</summary>
    public string Settings => About == MailCategory.Missed ? "/settings/notifications" : "/settings/privacy";

    public bool Done { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if ((await unsubscribing.UnsubscribeAsync(UserId, About, Key, cancel)).Refused(out var refusal))
            return Again(refusal);
        Done = true;
        return Page();
    }
}
