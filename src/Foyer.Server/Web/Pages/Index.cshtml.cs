using Foyer.Server.Accounts;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>Home: for visitors the way in, for those signed in their rooms.</summary>
[AllowAnonymous]
public sealed class IndexModel(Reading reading, Hub hub) : PageModel
{
    private const int Most = 200;

    public Caller? Me { get; private set; }

    public IReadOnlyList<RoomOverview> Rooms { get; private set; } = [];

    public int PeopleHere => hub.Presence.Online;

    public string Lead =>
        Rooms.Sum(room => room.Unread) switch
        {
            _ when Rooms.Count == 0 => "Nice to have you here.",
            0 => "Nothing is waiting for you.",
            1 => "One message is new since you were here.",
            var unread => $"{unread} messages are new since you were here.",
        };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Me = HttpContext.Caller();
        if (Me is not null)
            Rooms =
            [
                .. (await reading.MyRoomsAsync(Me, 0, Most, cancel)).OrderByDescending(room => room.LastMessage?.Id),
            ];
    }
}
