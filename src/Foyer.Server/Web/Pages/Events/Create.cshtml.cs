using Foyer.Server.Events;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>Plans an event (S000-56…61), from nothing or like one that one has planned before.</summary>
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
        // All but the day, which is what makes it another one.
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
