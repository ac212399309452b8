using Foyer.Server.Mail;
using Foyer.Server.Notifications;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>
/// The link in each mail about events or missed messages: looking at it changes nothing, sending it does. Mail programs send it themselves,
/// without a page before (RFC 8058), so the link's key stands in for the form's.
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

    /// <summary>What the mails are about.</summary>
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
