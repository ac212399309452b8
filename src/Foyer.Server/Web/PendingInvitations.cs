using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Notifications;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Web;

/// <summary>Which entries of the inbox still want a yes or a no: invitations, offers of a seat, requests to be friends.</summary>
public sealed class PendingInvitations(Inbox inbox, EventQueries events, Friends friends, TimeProvider time)
{
    private const int Latest = 50;

    /// <summary>Returns those among the latest entries, the newest first, one per subject.</summary>
    public async Task<List<Notification>> ListAsync(Caller caller, CancellationToken cancel)
    {
        var latest = await inbox.ListAsync(caller, null, Latest, cancel);
        var open = await AmongAsync(caller, latest, cancel);
        return [.. latest.Where(one => open.Contains(one.Id)).DistinctBy(one => (one.Event, one.FromId))];
    }

    /// <summary>Ids of those among the entries that are open.</summary>
    public async Task<HashSet<long>> AmongAsync(
        Caller caller,
        IReadOnlyList<Notification> entries,
        CancellationToken cancel
    )
    {
        var asked = entries.Where(one => one.Kind is NoticeKind.Invitation or NoticeKind.WaitlistOffer).ToList();
        var happenings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in asked.Select(one => one.Event).OfType<string>().Distinct())
            if (await IsOpenAsync(caller, id, cancel))
                happenings.Add(id);
        var requests = entries.Where(one => one.Kind == NoticeKind.FriendRequest).ToList();
        var askers = requests.Count == 0 ? [] : await AskersAsync(caller, cancel);
        return
        [
            .. asked.Where(one => one.Event is { } id && happenings.Contains(id)).Select(one => one.Id),
            .. requests.Where(one => one.FromId is { } id && askers.Contains(id)).Select(one => one.Id),
        ];
    }

    private async Task<bool> IsOpenAsync(Caller caller, string id, CancellationToken cancel) =>
        Guid.TryParse(id, out var communityEvent)
        && !(await events.FindOneAsync(caller, communityEvent, cancel)).Refused(out _, out var found)
        && !new EventDisplay(found, caller.User, time.Now()).IsClosed
        && found.MyBooking is ({ Status: BookingStatus.Invited } or { OfferUntil: not null });

    private async Task<HashSet<long>> AskersAsync(Caller caller, CancellationToken cancel) =>
        [
            .. (await friends.ListAsync(caller, cancel))
                .Where(one => one.State == FriendState.Asks)
                .Select(one => one.Id),
        ];
}
