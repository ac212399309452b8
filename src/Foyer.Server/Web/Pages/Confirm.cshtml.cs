using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages;

public enum ConfirmState
{
    Resend,
    Pending,
    Success,
    Error,
}

/// <summary>Takes the link of the mail and leads to what became of it; sends another one (S000-118, S000-119).</summary>
[AllowAnonymous]
public sealed class ConfirmModel(Confirmation confirmation, FoyerSettings settings) : FormPage
{
    /// <summary>Under which the link travels to the next page while no mail is sent.</summary>
    public const string LinkKey = "confirmation_url";

    private static readonly Refusal NoLink = Refusal.Of(
        400,
        "invalid",
        "There is no link to show: the username or password is wrong, or the address is confirmed already."
    );

    public bool HasMail => settings.Mail.Enabled;

    public ConfirmState State { get; private set; }

    public string? Link { get; private set; }

    public string Title =>
        State switch
        {
            ConfirmState.Success => "Confirmed",
            ConfirmState.Error => "This link does not work",
            ConfirmState.Pending => "Almost there",
            ConfirmState.Resend => "Confirm your e-mail address",
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Request.Query.TryGetValue("hash", out var hash))
            return await UseAsync(hash.ToString(), cancel);
        State =
            Request.Query.ContainsKey("success") ? ConfirmState.Success
            : Request.Query.ContainsKey("error") ? ConfirmState.Error
            : Request.Query.ContainsKey("pending") ? ConfirmState.Pending
            : ConfirmState.Resend;
        Link = State == ConfirmState.Pending ? TempData[LinkKey] as string : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await confirmation.ResendAsync(Fields(), HttpContext.Device(), cancel);
        if (outcome.Refused(out var refusal, out var link))
            return Again(refusal);
        if (!HasMail && link.ConfirmationUrl is null)
            return Again(NoLink);
        TempData[LinkKey] = link.ConfirmationUrl;
        return Redirect("/confirm?pending");
    }

    private async Task<IActionResult> UseAsync(string hash, CancellationToken cancel)
    {
        var fields = Protocol.Fields.Of([KeyValuePair.Create<string, string?>("hash", hash)]);
        var outcome = await confirmation.ConfirmAsync(fields, cancel);
        return Redirect(outcome.Refused(out _) ? "/confirm?error" : "/confirm?success");
    }
}
