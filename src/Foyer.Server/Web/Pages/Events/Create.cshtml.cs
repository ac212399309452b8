using Foyer.Server.Events;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>Creates an event, from an empty form or as a copy of one of the user's events.</summary>
public sealed class CreateModel(CommunityEvents creating, EventQueries events) : EventFormPage
{
    [BindProperty(SupportsGet = true)]
    public Guid? Like { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Like is not { } like)
            return Page();
        if (
            (await events.FindOneAsync(Caller, like, cancel)).Refused(out _, out var model)
            || model.Creator.Id != Caller.User
        )
            return NotFound();
        // Everything except the date, which must differ.
        Stored = model with
        {
            Date = "",
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await creating.CreateAsync(Caller, EventForm.Read(Request), cancel);
        if (outcome.Refused(out var refusal, out var made))
            return Again(refusal);
        Notice("Event created.");
        return Redirect($"/event-detail?id={made.Id}");
    }
}
