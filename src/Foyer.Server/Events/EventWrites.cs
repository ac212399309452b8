using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// What every change of an event shares: the caller's standing, the event's row held, offers whose time is over ended before
/// and freed places offered after, and those who watch told. One write at a time holds an event, so counts are exact.
/// </summary>
public sealed class EventWrites(Writer writer, Offers offers, Watching watching)
{
    /// <param name="verb">Changes what is asked for, or refuses.</param>
    /// <param name="answer">Reads what became of it, after places were passed on.</param>
    public Task<Outcome<T>> OnAsync<T>(
        Caller caller,
        Guid id,
        Func<Write, Event, Refusal?> verb,
        Func<Write, Event, T> answer,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<T>(
            write =>
            {
                if (Standing.Check(write, caller) is { } refusal)
                    return refusal;
                if (Begin(write, id.ToString(), caller.User) is not { } happening)
                    return Refusal.NotFound;
                if (verb(write, happening) is { } refused)
                    return refused;
                return answer(write, Finish(write, happening.Id));
            },
            cancel
        );

    /// <summary>A step: the event, held and with no offer older than it may be. Null when the person may not see it.</summary>
    public Event? Begin(Write write, string id, long user)
    {
        EventLog.Hold(write, id);
        if (EventLog.Find(write, id, user) is not { } happening)
            return null;
        offers.Expire(write, happening);
        return EventLog.Find(write, id, user);
    }

    /// <summary>The same for the house itself, which may see everything.</summary>
    public Event? BeginAnyway(Write write, string id)
    {
        EventLog.Hold(write, id);
        if (EventLog.Get(write, id) is not { } happening)
            return null;
        offers.Expire(write, happening);
        return EventLog.Get(write, id);
    }

    /// <summary>A step: passes freed places on and tells those who watch. Answers the event as it is then.</summary>
    public Event Finish(Write write, string id)
    {
        offers.Make(write, EventLog.Get(write, id)!);
        var happening = EventLog.Get(write, id)!;
        watching.PublishAfter(write, happening);
        return happening;
    }
}
