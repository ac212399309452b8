using Foyer.Server.Notifications;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events.Attendance;

/// <summary>
/// Steps that pass freed places on to the waitlist, first come first served. An offer holds its place until it is answered
/// or its time is over.
/// </summary>
public sealed class WaitlistOffers(EventNotifications notifications, FoyerSettings settings)
{
    private readonly long holdFor = settings.Events.OfferHours * Instants.Hour;

    /// <summary>Ends the offers whose time is over.</summary>
    public void Expire(Write write, CommunityEvent communityEvent)
    {
        if (communityEvent.Offers == 0)
            return;
        foreach (var user in BookingStore.Expire(write, communityEvent.Id))
            // Once booking has closed, the place goes to nobody.
            if (write.Now < communityEvent.ClosesAt)
                notifications.Notify(
                    write,
                    new Notice(
                        user,
                        NoticeKind.Booking,
                        $"The place held for you at “{communityEvent.Title}” has gone to the next person."
                    )
                    {
                        Event = communityEvent.Id,
                        Chat = communityEvent.Chat,
                    }
                );
    }

    /// <summary>Offers what is free to those who wait, unless booking has closed.</summary>
    public void Make(Write write, CommunityEvent communityEvent)
    {
        var count = BookingRules.Offerable(communityEvent);
        if (count == 0 || BookingRules.OfferUntil(communityEvent, write.Now, holdFor) is not { } until)
            return;
        foreach (var user in BookingStore.ListWaitlist(write, communityEvent.Id, count))
        {
            BookingStore.Offer(write, communityEvent.Id, user, until);
            notifications.Notify(write, NoticeOf(communityEvent, BookingStore.Find(write, communityEvent.Id, user)!));
        }
    }

    private static Notice NoticeOf(CommunityEvent communityEvent, Booking offered) =>
        new(
            offered.User,
            NoticeKind.WaitlistOffer,
            TimedText.From(
                $"A place at “{communityEvent.Title}” is free and held for you until ",
                EventTimes.Moment(offered.OfferUntil!.Value, communityEvent.TimeZone, offered.TimeZone),
                "."
            )
        )
        {
            Event = communityEvent.Id,
            Chat = communityEvent.Chat,
            Mail = $"A place for you: {communityEvent.Title}",
        };
}
