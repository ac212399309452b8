using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Admin;

/// <summary>The list of events; admins can cancel them.</summary>
public sealed class EventsModel(EventDirectory events, FoyerSettings settings, TimeProvider time) : AdminPage
{
    public override AdminSection Section => AdminSection.Events;

    public IReadOnlyList<EventSummary> Events { get; private set; } = [];

    public long Now { get; } = time.Now();

    public Task OnGetAsync(long? from, CancellationToken cancel) => ReadAsync(from, cancel);

    public async Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancel)
    {
        var outcome = await WithReasonAsync(
            "reason",
            settings,
            reason => events.CancelAsync(new Actor(Caller), id, reason, cancel)
        );
        if (!outcome.Refused(out var refusal))
        {
            Notice("The event is cancelled; everybody was told.");
            return Redirect(Section.Path);
        }
        await ReadAsync(null, cancel);
        return Again(refusal);
    }

    private async Task ReadAsync(long? from, CancellationToken cancel)
    {
        var found = await events.ListAsync(from, PageSize + 1, cancel);
        // The next page begins with the first event that is left out: several may start at the same time.
        Next = found.Count > PageSize ? found[PageSize].StartsAt : null;
        Events = [.. found.Take(PageSize)];
    }
}
