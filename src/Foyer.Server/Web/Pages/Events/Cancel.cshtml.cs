using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>Asks for confirmation and a reason, then cancels the event.</summary>
public sealed class CancelModel(EventQueries events, EventCancellations cancelling, TimeProvider time) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public EventDisplay Show { get; private set; } = null!;

    public long Now { get; } = time.Now();

    public int Concerned { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ?? (Show.IsOver ? Redirect($"/event-detail?id={Id}") : Page());

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } elsewhere)
            return elsewhere;
        if ((await cancelling.CancelAsync(Caller, Id, Fields(), cancel)).Refused(out var refusal))
            return Again(refusal);
        Notice("The event is cancelled; everybody was told.");
        return Redirect("/event-overview");
    }

    private async Task<IActionResult?> LoadAsync(CancellationToken cancel)
    {
        if ((await events.FindOneAsync(Caller, Id, cancel)).Refused(out _, out var communityEvent))
            return NotFound();
        if (communityEvent.Creator.Id != Caller.User && !Caller.Role.IsAdmin())
            return StatusCode(403);
        Show = new EventDisplay(communityEvent, Caller.User, Now);
        Concerned = (await events.AttendeesAsync(Caller, Id, cancel)).Value.Count;
        return null;
    }
}
