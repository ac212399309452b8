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

    /// <summary>A button confirms.</summary>
    Ask,
}

/// <summary>Confirms an e-mail address by the link of the mail and shows the result; sends another link on request.</summary>
[AllowAnonymous]
public sealed class ConfirmModel(
    EmailConfirmations confirmation,
    ConfirmationLinks links,
    SessionCookie cookie,
    FoyerSettings settings
) : FormPage
{
    /// <summary>The cookie that identifies the browser that registered.</summary>
    public const string RegistrationCookie = "foyer_registration";

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

    public string? Hash { get; private set; }

    public string Title =>
        State switch
        {
            ConfirmState.Success => "Confirmed",
            ConfirmState.Error => "This link does not work",
            ConfirmState.Pending => "Almost there",
            ConfirmState.Resend or ConfirmState.Ask => "Confirm your e-mail address",
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Request.Query.TryGetValue("hash", out var hash))
            return await OpenAsync(hash.ToString(), cancel);
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
        if (Request.Form.TryGetValue("hash", out var hash))
            return await UseAsync(hash.ToString(), cancel);
        var outcome = await links.ResendAsync(Fields(), HttpContext.Device(), cancel);
        if (outcome.Refused(out var refusal, out var link))
            return Again(refusal);
        if (!HasMail && link.ConfirmationUrl is null)
            return Again(NoLink);
        TempData[LinkKey] = link.ConfirmationUrl;
        return Redirect("/confirm?pending");
    }

    /// <summary>
    /// A changed address requires the button, so that a program that follows links in e-mails cannot confirm it.
    /// </summary>
    private async Task<IActionResult> OpenAsync(string hash, CancellationToken cancel)
    {
        var step = Request.MayChangeNothing()
            ? ConfirmationStep.NewAddress
            : await confirmation.InspectAsync(hash, cancel);
        switch (step)
        {
            case ConfirmationStep.NewAddress:
                (State, Hash) = (ConfirmState.Ask, hash);
                return Page();
            case ConfirmationStep.NewAccount:
                return await UseAsync(hash, cancel);
            default:
                return Redirect(step == ConfirmationStep.Confirmed ? "/confirm?success" : "/confirm?error");
        }
    }

    private async Task<IActionResult> UseAsync(string hash, CancellationToken cancel)
    {
        var registration = cookie.IsSafe(Request) ? Request.Cookies[RegistrationCookie] : null;
        var outcome = await confirmation.ConfirmAsync(hash, registration, HttpContext.Device(), cancel);
        if (outcome.Refused(out _, out var confirmed))
            return Redirect(
                await confirmation.InspectAsync(hash, cancel) == ConfirmationStep.Confirmed
                    ? "/confirm?success"
                    : "/confirm?error"
            );
        if (confirmed.Session is { } session)
        {
            SessionCookie.Set(HttpContext, session);
            Response.Cookies.Delete(RegistrationCookie);
        }
        return Redirect("/confirm?success");
    }
}
