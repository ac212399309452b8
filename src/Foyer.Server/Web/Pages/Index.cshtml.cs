using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Live;
using Foyer.Server.Notifications;
using Foyer.Server.People;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages;

/// <summary>The home page: sign-in and upcoming events for visitors, rooms and events for signed-in users.</summary>
[AllowAnonymous]
public sealed class IndexModel(
    RoomQueries reading,
    MessageRequests requests,
    EventQueries events,
    Friends friends,
    PendingInvitations invitations,
    Hub hub,
    TimeProvider time
) : PageModel
{
    private const int Most = 200;
    private const int MostEvents = 6;

    public Caller? Me { get; private set; }

    public IReadOnlyList<RoomSummary> Rooms { get; private set; } = [];

    /// <summary>Rooms with unread messages.</summary>
    public IReadOnlyList<RoomSummary> Unread { get; private set; } = [];

    public IReadOnlyList<RoomSummary> Quiet { get; private set; } = [];

    /// <summary>Invitations, offers and requests that want a yes or a no.</summary>
    public IReadOnlyList<Notification> Waiting { get; private set; } = [];

    public IReadOnlyList<FriendSummary> FriendsHere { get; private set; } = [];

    public bool HasFriends { get; private set; }

    public IReadOnlyList<EventDisplay> Events { get; private set; } = [];

    public int PeopleHere => hub.Presence.Online;

    public string Lead =>
        Rooms.Sum(room => room.Unread) switch
        {
            _ when Rooms.Count == 0 => "Nice to have you here.",
            0 when Waiting.Count > 0 => "You have requests to answer.",
            0 => "You're all caught up.",
            1 => "One message is new since you were here.",
            var unread => $"{unread} messages are new since you were here.",
        };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Me = HttpContext.Caller();
        var next = EventFilter.Next(mine: Me is not null, MostEvents);
        Events =
        [
            .. (await events.FindAsync(Me, next, cancel)).Rows.Select(found => new EventDisplay(
                found,
                Me?.User ?? 0,
                time.Now()
            )),
        ];
        if (Me is not null)
            await LookAroundAsync(Me, cancel);
    }

    private async Task LookAroundAsync(Caller me, CancellationToken cancel)
    {
        var (waiting, refused) = await requests.ListAsync(me, cancel);
        Rooms =
        [
            .. (await reading.MyRoomsAsync(me, 0, Most, cancel))
                .Where(room => !waiting.Contains(room.Room.Id) && !refused.Contains(room.Room.Id))
                .OrderByDescending(room => room.LastMessage?.Id),
        ];
        var sorted = Rooms.ToLookup(room => room.Unread > 0);
        (Unread, Quiet) = ([.. sorted[true]], [.. sorted[false]]);
        Waiting = await invitations.ListAsync(me, cancel);
        var all = await friends.ListAsync(me, cancel);
        HasFriends = all.Any(one => one.State == FriendState.Friend);
        FriendsHere = [.. all.Where(one => one.Online)];
    }
}
