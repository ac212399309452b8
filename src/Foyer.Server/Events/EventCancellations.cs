using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Notifications;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Cancels events. Everyone concerned is notified with the reason, the event and its bookings are deleted at once, and what
/// calendars and the room need to show the cancellation stays for a while.
/// </summary>
public sealed class EventCancellations(
    Writer writer,
    EventRoom rooms,
    CardUpdates cards,
    EventSubscriptions watching,
    EventNotifications notifications,
    FoyerSettings settings
)
{
    /// <summary>By the creator, and by admins of the server, who may cancel any event.</summary>
    public async Task<Outcome<Done>> CancelAsync(Caller caller, Guid id, Fields fields, CancellationToken cancel)
    {
        var reason = fields.OptionalText("reason", settings.Limits.Reason, lines: true);
        if (fields.Refusal is { } wrong)
            return wrong;
        return await writer.WriteAsync<Done>(write => Cancel(write, caller, id.ToString(), reason), cancel);
    }

    /// <summary>A step: cancels the event, unless it is over. The caller has checked the rights.</summary>
    public Refusal? Cancel(Write write, CommunityEvent communityEvent, long? by, string? reason)
    {
        if (write.Now >= communityEvent.EndsAt)
            return BookingRules.Over;
        var booked = BookingStore.ListAccepted(write, communityEvent.Id);
        var notified = BookingStore
            .List(write, communityEvent.Id)
            .ConvertAll(booking => (booking.User, booking.TimeZone));
        if (by != communityEvent.CreatorId)
            notified.Add((communityEvent.CreatorId, communityEvent.CreatorTimeZone));
        watching.EndAfter(write, communityEvent);
        rooms.End(write, communityEvent.Chat, Text(communityEvent, null, reason).Text);
        EventStore.ReplaceWithTombstone(write, communityEvent);
        cards.BumpVersions(write, communityEvent.Id);
        foreach (var (user, zone) in notified)
            notifications.Notify(
                write,
                new Notice(user, NoticeKind.EventCancelled, Text(communityEvent, zone, reason))
                {
                    From = by,
                    Mail = $"Cancelled: {communityEvent.Title}",
                    IsVital = user == communityEvent.CreatorId || booked.Contains(user),
                }
            );
        return null;
    }

    private static TimedText Text(CommunityEvent communityEvent, string? reader, string? reason) =>
        TimedText.From(
            $"“{communityEvent.Title}”, ",
            EventTimes.Format(communityEvent).Start(reader),
            $", was cancelled{(reason is null ? "." : $": {reason}")}"
        );

    private Outcome<Done> Cancel(Write write, Caller caller, string id, string? reason)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        EventStore.Lock(write, id);
        var rules = Account.RoleOf(write, caller.User).IsAdmin();
        var communityEvent = rules ? EventStore.Get(write, id) : EventStore.Find(write, id, caller.User);
        if (communityEvent is null)
            return Refusal.NotFound;
        if (communityEvent.CreatorId != caller.User && !rules)
            return Refusal.PermissionDenied;
        return Cancel(write, communityEvent, caller.User, reason) is { } over ? over : new Done();
    }
}
