using Foyer.Server.Events;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>Asks once more, for a reason too, then cancels (S000-78…82).</summary>
public sealed class CancelModel(EventList events, Cancelling cancelling, TimeProvider time) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public EventShow Show { get; private set; } = null!;

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
        if ((await events.OneAsync(Caller, Id, cancel)).Refused(out _, out var happening))
            return NotFound();
        if (happening.Creator.Id != Caller.User && Caller.Role is not ("owner" or "admin"))
            return StatusCode(403);
        Show = new EventShow(happening, Caller.User, Now);
        Concerned = (await events.AttendeesAsync(Caller, Id, cancel)).Value.Count;
        return null;
    }
}
