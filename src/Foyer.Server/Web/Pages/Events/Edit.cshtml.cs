using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>Edits one of the user's own events, and notifies the attendees of the changes.</summary>
public sealed class EditModel(
    EventQueries events,
    CommunityEvents editing,
    EventInvitations inviting,
    TimeProvider time
) : EventFormPage
{
    /// <summary>The choice to notify only of another date, time or place.</summary>
    public const string WhenMoved = "moved";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>How many are invited, waiting or booked.</summary>
    public int Concerned { get; private set; }

    /// <summary>The stored values by field, as JSON that is safe within a page.</summary>
    public string StoredValues =>
        JsonSerializer.Serialize(EventForm.Values.ToDictionary(name => name, name => Of(Stored!, name) ?? ""));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel)
        ?? (EventTimes.Format(Stored!).EndsAt <= time.Now() ? Redirect($"/event-detail?id={Id}") : Page());

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await LoadAsync(cancel) is { } elsewhere)
            return elsewhere;
        var outcome = await editing.EditAsync(Caller, Id, EventForm.Read(Request), cancel);
        if (outcome.Refused(out var refusal, out var after))
            return Again(refusal);
        if (EventChangeText.Between(Stored!, after) is { } changes && IsToBeTold(after))
            await TellAsync(changes, cancel);
        Notice("Saved.");
        return Redirect($"/event-detail?id={Id}");
    }

    // Without scripts, the page cannot show before the form is sent what was changed.
    private bool IsToBeTold(EventView after) =>
        Request.Form["tell"].ToString() switch
        {
            "" => false,
            WhenMoved => EventChangeText.IsMoved(Stored!, after),
            _ => true,
        };

    private Task<Outcome<Done>> TellAsync(string changes, CancellationToken cancel) =>
        inviting.NotifyAsync(Caller, Id, Protocol.Fields.Of([new("message", changes)]), cancel);

    private async Task<IActionResult?> LoadAsync(CancellationToken cancel)
    {
        if ((await events.FindOneAsync(Caller, Id, cancel)).Refused(out _, out var stored))
            return NotFound();
        if (stored.Creator.Id != Caller.User)
            return StatusCode(403);
        Stored = stored;
        Concerned = (await events.AttendeesAsync(Caller, Id, cancel)).Value.Count;
        return null;
    }
}
