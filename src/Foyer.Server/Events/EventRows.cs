using Dapper;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Steps on the events' own rows. Whoever calls one has checked the rules.</summary>
internal static class EventRows
{
    /// <summary>What a draft decides; each is also the name of its value.</summary>
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
    private static readonly string Settings = string.Join(", ", Drafted.Select(name => $"{name} = @{name}"));

    public static string Add(Write write, EventDraft draft, long creator, string currency)
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

    /// <summary>Stores the new state under the next sequence. A new start is reminded of anew; another end is not.</summary>
    public static void Change(Write write, CommunityEvent before, EventDraft draft)
    {
        var moved = before.StartsAt != draft.Schedule.StartsAt;
        var values = Values(write, draft);
        values.AddDynamicParams(new { before.Id, moved = moved ? 1 : 0 });
        write.Execute(
            $"""
            update events set {Settings}, sequence = sequence + 1, changed_at = @now,
                scheduled_at = case when @moved = 1 then @now else scheduled_at end,
                reminded_day_at = case when @moved = 1 then null else reminded_day_at end,
                reminded_hour_at = case when @moved = 1 then null else reminded_hour_at end
            where id = @Id
            """,
            values
        );
    }

    /// <summary>Takes the event and its bookings away and leaves the tombstone (C-05).</summary>
    public static void ReplaceWithTombstone(Write write, CommunityEvent communityEvent)
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
                visibility = draft.Visibility,
                maximum_attendees = draft.MaximumAttendees,
                price_cents = draft.PriceCents,
                has_room = draft.Room ? 1 : 0,
            }
        );
    }
}
