using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>The page of an invite link: the room's name and a button. All invalid links get the same message.</summary>
public sealed class JoinModel(InviteLinks admitting) : FormPage
{
    /// <summary>Null when the link is invalid for this user.</summary>
    public Room? Room { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        await LookAsync(code, cancel);
        return Room is { Role: not null } ? Redirect($"/rooms/{Room.Id}") : Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken cancel)
    {
        if (!(await admitting.JoinAsync(Caller, code, cancel)).Refused(out var refusal, out var joined))
            return Redirect($"/rooms/{joined.Chat}");
        await LookAsync(code, cancel);
        return Again(refusal);
    }

    private async Task LookAsync(string code, CancellationToken cancel)
    {
        if ((await admitting.InspectAsync(Caller, code, cancel)).Refused(out var refusal, out var room))
            Response.StatusCode = refusal.Status;
        Room = room;
    }
}
