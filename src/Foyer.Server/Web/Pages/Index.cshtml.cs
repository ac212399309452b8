using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>Home: for visitors the way in and what is planned, for those signed in their rooms and their events.</summary>
[AllowAnonymous]
public sealed class IndexModel(Reading reading, EventList events, Hub hub, TimeProvider time) : PageModel
{
    private const int Most = 200;
    private const int MostEvents = 6;

    public Caller? Me { get; private set; }

    public IReadOnlyList<RoomOverview> Rooms { get; private set; } = [];

    public IReadOnlyList<EventShow> Events { get; private set; } = [];

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
        var next = EventFilter.Next(mine: Me is not null, MostEvents);
        Events =
        [
            .. (await events.FindAsync(Me, next, cancel)).Rows.Select(found => new EventShow(
                found,
                Me?.User ?? 0,
                time.Now()
            )),
        ];
        if (Me is not null)
            Rooms =
            [
                .. (await reading.MyRoomsAsync(Me, 0, Most, cancel)).OrderByDescending(room => room.LastMessage?.Id),
            ];
    }
}
