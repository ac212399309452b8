using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Reads events. What a person may not see is not found: the creator, whoever has a booking, all where it is public.</summary>
public static class EventStore
{
    /// <summary>What every reading selects, of events <c>e</c>.</summary>
    public const string Select = """
        select e.id, coalesce(e.creator_id, 0) as CreatorId, coalesce(u.username, 'deleted user') as CreatorName,
            u.avatar as CreatorAvatar, u.time_zone as CreatorTimeZone, e.title, e.description,
            e.location, e.date, e.time, e.time_zone as TimeZone, e.duration_minutes as DurationMinutes, e.starts_at as StartsAt,
            e.ends_at as EndsAt, e.visibility, e.maximum_attendees as MaximumAttendees, e.price_cents as PriceCents, e.currency,
            e.has_room as HasRoom, e.chat_id as Chat, e.sequence, e.created_at as CreatedAt, e.changed_at as ChangedAt,
            e.scheduled_at as ScheduledAt,
            (select count(*) from bookings b where b.event_id = e.id and b.status = 'accepted') as Attendees,
            (select count(*) from bookings b where b.event_id = e.id and b.status = 'waitlisted' and b.offer_until is not null) as Offers,
            (select count(*) from bookings b where b.event_id = e.id and b.status = 'waitlisted') as Waitlisted
        from events e left join users u on u.id = e.creator_id
        """;

    /// <summary>The condition that <c>@user</c> (0 for nobody) may see <c>e</c>.</summary>
    public const string VisibleCondition = """
        (e.visibility = 'public' or e.creator_id = @user
            or exists (select 1 from bookings s where s.event_id = e.id and s.user_id = @user))
        """;

    public static CommunityEvent? Find(Queries db, string id, long user) =>
        db.First<CommunityEvent>($"{Select} where e.id = @id and {VisibleCondition}", new { id, user });

    /// <summary>The event whoever asks; rights are the caller's to check.</summary>
    public static CommunityEvent? Get(Queries db, string id) =>
        db.First<CommunityEvent>($"{Select} where e.id = @id", new { id });

    /// <summary>Holds the event until the commit. Always the first row taken: event, room, user.</summary>
    public static void Lock(Write write, string id) =>
        write.First<string>($"select id from events where id = @id{write.Database.ForUpdate}", new { id });

    /// <summary>The event whose room it is.</summary>
    public static string? OfRoom(Queries db, long chat) =>
        db.First<string>("select id from events where chat_id = @chat", new { chat });
}
