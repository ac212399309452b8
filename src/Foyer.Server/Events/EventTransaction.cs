using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// What every change of an event shares: the caller's standing, the event's row held, offers whose time is over ended before
/// and freed places offered after, and those who watch told. One write at a time holds an event, so counts are exact.
/// </summary>
public sealed class EventTransaction(Writer writer, WaitlistOffers offers, EventSubscriptions watching)
{
    /// <param name="verb">Changes what is asked for, or refuses.</param>
    /// <param name="answer">Reads what became of it, after places were passed on.</param>
    public Task<Outcome<T>> OnAsync<T>(
        Caller caller,
        Guid id,
        Func<Write, CommunityEvent, Refusal?> verb,
        Func<Write, CommunityEvent, T> answer,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<T>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                if (Begin(write, id.ToString(), caller.User) is not { } communityEvent)
                    return Refusal.NotFound;
                if (verb(write, communityEvent) is { } refused)
                    return refused;
                return answer(write, Finish(write, communityEvent.Id));
            },
            cancel
        );

    /// <summary>A step: the event, held and with no offer older than it may be. Null when the person may not see it.</summary>
    public CommunityEvent? Begin(Write write, string id, long user)
    {
        EventStore.Lock(write, id);
        if (EventStore.Find(write, id, user) is not { } communityEvent)
            return null;
        offers.Expire(write, communityEvent);
        return EventStore.Find(write, id, user);
    }

    /// <summary>The same for the house itself, which may see everything.</summary>
    public CommunityEvent? BeginAnyway(Write write, string id)
    {
        EventStore.Lock(write, id);
        if (EventStore.Get(write, id) is not { } communityEvent)
            return null;
        offers.Expire(write, communityEvent);
        return EventStore.Get(write, id);
    }

    /// <summary>A step: passes freed places on and tells those who watch. Answers the event as it is then.</summary>
    public CommunityEvent Finish(Write write, string id)
    {
        offers.Make(write, EventStore.Get(write, id)!);
        var communityEvent = EventStore.Get(write, id)!;
        watching.PublishAfter(write, communityEvent);
        return communityEvent;
    }
}
