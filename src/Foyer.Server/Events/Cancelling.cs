using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Messages;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Cancels events: everyone concerned is told with the reason, the event and its bookings are gone at once, and what calendars
/// and the room need to say so stays for a while (C-05).
/// </summary>
public sealed class Cancelling(
    Writer writer,
    EventRoom rooms,
    Cards cards,
    Watching watching,
    Tell tell,
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

    /// <summary>A step, for whoever has checked the rights. Refuses what is over: it took place, and stays.</summary>
    public Refusal? Cancel(Write write, Event happening, long? by, string? reason)
    {
        if (write.Now >= happening.EndsAt)
            return BookingRules.Over;
        var booked = BookingLog.Booked(write, happening.Id);
        var told = BookingLog.Of(write, happening.Id).ConvertAll(booking => (booking.User, booking.TimeZone));
        if (by != happening.CreatorId)
            told.Add((happening.CreatorId, happening.CreatorTimeZone));
        watching.EndAfter(write, happening);
        rooms.End(write, happening.Chat, Text(happening, null, reason).Text);
        EventStore.Bury(write, happening);
        cards.Renew(write, happening.Id);
        foreach (var (user, zone) in told)
            tell(
                write,
                new Notice(user, "event_cancelled", Text(happening, zone, reason))
                {
                    From = by,
                    Mail = $"Cancelled: {happening.Title}",
                    IsVital = user == happening.CreatorId || booked.Contains(user),
                }
            );
        return null;
    }

    private static TimedText Text(Event happening, string? reader, string? reason) =>
        TimedText.Of(
            $"“{happening.Title}”, ",
            EventTimes.Of(happening).Start(reader),
            $", was cancelled{(reason is null ? "." : $": {reason}")}"
        );

    private Outcome<Done> Cancel(Write write, Caller caller, string id, string? reason)
    {
        if (Standing.Check(write, caller) is { } refusal)
            return refusal;
        EventLog.Hold(write, id);
        var rules = Account.ById(write, caller.User)?.Role is "owner" or "admin";
        var happening = rules ? EventLog.Get(write, id) : EventLog.Find(write, id, caller.User);
        if (happening is null)
            return Refusal.NotFound;
        if (happening.CreatorId != caller.User && !rules)
            return Refusal.PermissionDenied;
        return Cancel(write, happening, caller.User, reason) is { } over ? over : new Done();
    }
}
