using Foyer.Server.Events;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>The printable ticket of a booking.</summary>
public sealed class TicketModel(EventQueries events, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public EventDisplay Show { get; private set; } = null!;

    public long Now { get; } = time.Now();

    /// <summary>The beginning of the booking's id, short enough to read out.</summary>
    public string Number => $"{Show.Mine!.Id[..4]}-{Show.Mine.Id[4..8]}".ToUpperInvariant();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var caller = HttpContext.Caller()!;
        if ((await events.FindOneAsync(caller, Id, cancel)).Refused(out _, out var communityEvent))
            return NotFound();
        Show = new EventDisplay(communityEvent, caller.User, Now);
        return Show.IsGoing ? Page() : NotFound();
    }
}
