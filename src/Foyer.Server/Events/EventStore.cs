using Dapper;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// The rows of events. Reads find only what the user may see: public events, their own, and those for which they have a
/// booking. The caller of a step has checked the rules.
/// </summary>
public static class EventStore
{
    /// <summary>What every reading selects, of events <c>e</c>.</summary>
    public const string Select = """
        select e.id, coalesce(e.creator_id, 0) as CreatorId, coalesce(u.username, 'deleted user') as CreatorName,
            u.avatar as CreatorAvatar, u.time_zone as CreatorTimeZone, e.title, e.description,
            e.location, e.date, e.time, e.time_zone as TimeZone, e.duration_minutes as DurationMinutes, e.starts_at as StartsAt,
            e.ends_at as EndsAt, e.visibility as VisibilityText, e.maximum_attendees as MaximumAttendees, e.price_cents as PriceCents, e.currency,
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

    /// <summary>The columns that a draft sets; each is also the name of its value.</summary>
    private static readonly string[] Drafted =
    [
        "title",
        "description",
        "location",
        "date",
        "time",
        "time_zone",
        "duration_minutes",
        "starts_at",
        "ends_at",
        "visibility",
        "maximum_attendees",
        "price_cents",
        "has_room",
    ];

    private static readonly string Names = string.Join(", ", Drafted);
    private static readonly string Places = string.Join(", ", Drafted.Select(name => $"@{name}"));
    private static readonly string Assignments = string.Join(", ", Drafted.Select(name => $"{name} = @{name}"));

    public static CommunityEvent? Find(Queries db, string id, long user) =>
        db.First<CommunityEvent>($"{Select} where e.id = @id and {VisibleCondition}", new { id, user });

    /// <summary>Returns the event, whether or not a user may see it. The caller checks the rights.</summary>
    public static CommunityEvent? Get(Queries db, string id) =>
        db.First<CommunityEvent>($"{Select} where e.id = @id", new { id });

    /// <summary>Holds the event until the commit. Always the first row taken: event, room, user.</summary>
    public static void Lock(Write write, string id) =>
        write.First<string>($"select id from events where id = @id{write.Database.ForUpdate}", new { id });

    /// <summary>The event whose room it is.</summary>
    public static string? OfRoom(Queries db, long chat) =>
        db.First<string>("select id from events where chat_id = @chat", new { chat });

    /// <summary>A step: stores a new event and returns its id.</summary>
    internal static string Add(Write write, EventDraft draft, long creator, string currency)
    {
        var values = Values(write, draft);
        var id = Guid.NewGuid().ToString();
        values.AddDynamicParams(
            new
            {
                id,
                creator,
                currency,
            }
        );
        write.Execute(
            $"""
            insert into events (id, creator_id, currency, created_at, changed_at, scheduled_at, {Names})
            values (@id, @creator, @currency, @now, @now, @now, {Places})
            """,
            values
        );
        return id;
    }

    /// <summary>A step: stores the new state under the next sequence. A new start gets new reminders; a new end does not.</summary>
    internal static void Change(Write write, CommunityEvent before, EventDraft draft)
    {
        var moved = before.StartsAt != draft.Schedule.StartsAt;
        var values = Values(write, draft);
        values.AddDynamicParams(new { before.Id, moved = moved ? 1 : 0 });
        write.Execute(
            $"""
            update events set {Assignments}, sequence = sequence + 1, changed_at = @now,
                scheduled_at = case when @moved = 1 then @now else scheduled_at end,
                reminded_day_at = case when @moved = 1 then null else reminded_day_at end,
                reminded_hour_at = case when @moved = 1 then null else reminded_hour_at end
            where id = @Id
            """,
            values
        );
    }

    /// <summary>A step: deletes the event and its bookings and leaves a tombstone.</summary>
    internal static void ReplaceWithTombstone(Write write, CommunityEvent communityEvent)
    {
        write.Execute(
            """
            insert into cancelled_events (id, sequence, date, time, time_zone, starts_at, ends_at, cancelled_at, chat_id)
            values (@Id, @sequence, @Date, @Time, @TimeZone, @StartsAt, @EndsAt, @Now, @Chat)
            """,
            new
            {
                communityEvent.Id,
                sequence = communityEvent.Sequence + 1,
                communityEvent.Date,
                communityEvent.Time,
                communityEvent.TimeZone,
                communityEvent.StartsAt,
                communityEvent.EndsAt,
                communityEvent.Chat,
                write.Now,
            }
        );
        write.Execute(
            """
            insert into cancelled_event_people (event_id, user_id)
            select id, creator_id from events where id = @Id and creator_id is not null union select event_id, user_id from bookings where event_id = @Id
            """,
            new { communityEvent.Id }
        );
        write.Execute("delete from events where id = @Id", new { communityEvent.Id });
    }

    /// <summary>A step: deletes the events of this creator that are not over.</summary>
    public static void DeleteUpcoming(Write write, long creator) =>
        write.Execute("delete from events where creator_id = @creator and ends_at > @Now", new { creator, write.Now });

    private static DynamicParameters Values(Write write, EventDraft draft)
    {
        var schedule = draft.Schedule;
        return new DynamicParameters(
            new
            {
                now = write.Now,
                title = draft.Title,
                description = draft.Description,
                location = draft.Location,
                date = schedule.Date,
                time = schedule.Time,
                time_zone = schedule.Zone,
                duration_minutes = schedule.DurationMinutes,
                starts_at = schedule.StartsAt,
                ends_at = schedule.EndsAt,
                visibility = draft.Visibility.ToText(),
                maximum_attendees = draft.MaximumAttendees,
                price_cents = draft.PriceCents,
                has_room = draft.Room ? 1 : 0,
            }
        );
    }
}
