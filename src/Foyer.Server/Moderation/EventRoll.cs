using Foyer.Protocol;
using Foyer.Server.Events;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>An event as those who keep order see it: of what is not public only id, creator and counts.</summary>
public sealed record EventRollLine
{
    public string Id { get; init; } = "";
    public string Visibility { get; init; } = "";
    public string? Title { get; init; }
    public string Creator { get; init; } = "";
    public string? Time { get; init; }
    public string TimeZone { get; init; } = "";
    public long StartsAt { get; init; }
    public long EndsAt { get; init; }
    public long? MaximumAttendees { get; init; }
    public long Going { get; init; }
    public long Waiting { get; init; }

    public EventTimes Times => new(StartsAt, EndsAt, Time is null, TimeZone);
}

/// <summary>Events for those who keep order: what is still to come, and calling one off.</summary>
public sealed class EventRoll(Database database, Trail trail, Cancelling cancelling, TimeProvider time)
{
    /// <summary>What is not over, the soonest first; one more than the limit says that there is more.</summary>
    /// <param name="from">Start (microseconds UTC) from which on the page goes.</param>
    public Task<List<EventRollLine>> ReadAsync(long? from, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<EventRollLine>(
                    """
                    select e.id, e.visibility, case when e.visibility = 'public' then e.title end as Title, u.username as Creator,
                        e.time, e.time_zone as TimeZone, e.starts_at as StartsAt, e.ends_at as EndsAt, e.maximum_attendees as MaximumAttendees,
                        (select count(*) from bookings b where b.event_id = e.id and b.status = 'accepted') as Going,
                        (select count(*) from bookings b where b.event_id = e.id and b.status = 'waitlisted') as Waiting
                    from events e join users u on u.id = e.creator_id
                    where e.ends_at > @now and e.starts_at >= @from order by e.starts_at, e.id limit @limit
                    """,
                    new
                    {
                        now = time.Now(),
                        from = from ?? 0,
                        limit,
                    }
                ),
            cancel
        );

    /// <summary>Cancels any event: everybody concerned is told, the creator too.</summary>
    public Task<Outcome<Done>> CancelAsync(Actor by, Guid id, string? reason, CancellationToken cancel) =>
        trail.KeepAsync<Done>(
            new Deed(by, "cancel event", null, reason is null ? $"{id}" : $"{id}: {reason}"),
            write =>
            {
                if (Powers.Check(write, by, Powers.Admin) is { } refusal)
                    return refusal;
                EventLog.Hold(write, id.ToString());
                if (EventLog.Get(write, id.ToString()) is not { } happening)
                    return Refusal.NotFound;
                return cancelling.Cancel(write, happening, by.User, reason) is { } over ? over : new Done();
            },
            cancel
        );
}
