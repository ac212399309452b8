using Foyer.Server.Events;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>Plans an event (S000-56…61).</summary>
public sealed class CreateModel(Creating creating) : EventFormPage
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var outcome = await creating.CreateAsync(Caller, EventForm.Read(Request), cancel);
        if (outcome.Refused(out var refusal, out var made))
            return Again(refusal);
        Notice("Your event stands.");
        return Redirect($"/event-detail?id={made.Id}");
    }
}
