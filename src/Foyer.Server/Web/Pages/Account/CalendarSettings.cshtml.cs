using Foyer.Protocol;
using Foyer.Server.Events.Calendars;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Account;

/// <summary>The secret address of the user's calendar feed: create, renew, remove.</summary>
public sealed class CalendarSettingsModel(CalendarFeeds feed) : FormPage
{
    public string? Address { get; private set; }

    /// <summary>The same address with the scheme that calendar programs register.</summary>
    public string? Subscription =>
        Address is null ? null : $"webcal{Address[Address.IndexOf(':', StringComparison.Ordinal)..]}";

    public async Task OnGetAsync(CancellationToken cancel) => Address = (await feed.FindAsync(Caller, cancel))?.Url;

    public Task<IActionResult> OnPostMakeAsync(CancellationToken cancel) =>
        DoAsync(feed.FindAddressAsync(Caller, cancel), "Here is your address.", cancel);

    public Task<IActionResult> OnPostRenewAsync(CancellationToken cancel) =>
        DoAsync(feed.RenewAsync(Caller, cancel), "This is the new address; the old one is off.", cancel);

    public Task<IActionResult> OnPostRevokeAsync(CancellationToken cancel) =>
        DoAsync(feed.RevokeAsync(Caller, cancel), "The address is off.", cancel);

    private async Task<IActionResult> DoAsync<T>(Task<Outcome<T>> verb, string done, CancellationToken cancel)
    {
        if ((await verb).Refused(out var refusal))
        {
            await OnGetAsync(cancel);
            return Again(refusal);
        }
        Notice(done);
        return Redirect("/settings/calendar");
    }
}
