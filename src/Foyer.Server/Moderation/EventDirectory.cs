using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Events;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>An event as those who keep order see it: of what is not public only id, creator and counts.</summary>
public sealed record EventSummary
{
    public string Id { get; init; } = "";
    public EventVisibility Visibility { get; private init; }
    internal string VisibilityText
    {
        init => Visibility = EnumText.Parse<EventVisibility>(value);
    }
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
public sealed class EventDirectory(
    Database database,
    AuditLog auditLog,
    EventCancellations cancelling,
    TimeProvider time
)
{
    /// <summary>What is not over, the soonest first; one more than the limit says that there is more.</summary>
    /// <param name="from">Start (microseconds UTC) from which on the page goes.</param>
    public Task<List<EventSummary>> ListAsync(long? from, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<EventSummary>(
                    """
                    select e.id, e.visibility as VisibilityText, case when e.visibility = 'public' then e.title end as Title, u.username as Creator,
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
        auditLog.RunAsync<Done>(
            new AuditAction(by, "cancel event", null, reason is null ? $"{id}" : $"{id}: {reason}"),
            write =>
            {
                if (Permissions.Check(write, by, ServerRole.Admin) is { } refusal)
                    return refusal;
                EventStore.Lock(write, id.ToString());
                if (EventStore.Get(write, id.ToString()) is not { } communityEvent)
                    return Refusal.NotFound;
                return cancelling.Cancel(write, communityEvent, by.User, reason) is { } over ? over : new Done();
            },
            cancel
        );
}
