using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Steps that pass freed places on to the waitlist, first come first served. An offer holds its place until it is answered
/// or its time is over.
/// </summary>
public sealed class Offers(Tell tell, FoyerSettings settings)
{
    private readonly long holdFor = settings.Events.OfferHours * Clock.Hour;

    /// <summary>Ends the offers whose time is over.</summary>
    public void Expire(Write write, Event happening)
    {
        if (happening.Offers == 0)
            return;
        foreach (var user in BookingLog.Expire(write, happening.Id))
            // Once booking has closed, the place goes to nobody.
            if (write.Now < happening.ClosesAt)
                tell(
                    write,
                    new Notice(
                        user,
                        "booking",
                        $"The place held for you at “{happening.Title}” has gone to the next person."
                    )
                    {
                        Event = happening.Id,
                        Chat = happening.Chat,
                    }
                );
    }

    /// <summary>Offers what is free to those who wait, unless booking has closed.</summary>
    public void Make(Write write, Event happening)
    {
        var count = BookingRules.Offerable(happening);
        if (count == 0 || BookingRules.OfferUntil(happening, write.Now, holdFor) is not { } until)
            return;
        foreach (var user in BookingLog.Line(write, happening.Id, count))
        {
            BookingLog.Offer(write, happening.Id, user, until);
            tell(write, NoticeOf(happening, BookingLog.Find(write, happening.Id, user)!));
        }
    }

    private static Notice NoticeOf(Event happening, Booking offered) =>
        new(
            offered.User,
            "waitlist_offer",
            TimedText.Of(
                $"A place at “{happening.Title}” is free and held for you until ",
                EventTimes.Moment(offered.OfferUntil!.Value, happening.TimeZone, offered.TimeZone),
                "."
            )
        )
        {
            Event = happening.Id,
            Chat = happening.Chat,
            Mail = $"A place for you: {happening.Title}",
        };
}
