using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Steps on the events' own rows. Whoever calls one has checked the rules.</summary>
internal static class EventStore
{
    public static string Add(Write write, EventDraft draft, long creator, string currency)
    {
        var id = Guid.NewGuid().ToString();
        write.Execute(
            """
            insert into events (id, creator_id, title, description, location, date, time, time_zone, duration_minutes, starts_at,
                ends_at, visibility, maximum_attendees, price_cents, currency, has_room, created_at, changed_at, scheduled_at)
            values (@id, @creator, @Title, @Description, @Location, @Date, @Time, @Zone, @DurationMinutes, @StartsAt,
                @EndsAt, @Visibility, @MaximumAttendees, @PriceCents, @currency, @room, @Now, @Now, @Now)
            """,
            new
            {
                id,
                creator,
                draft.Title,
                draft.Description,
                draft.Location,
                draft.Schedule.Date,
                draft.Schedule.Time,
                draft.Schedule.Zone,
                draft.Schedule.DurationMinutes,
                draft.Schedule.StartsAt,
                draft.Schedule.EndsAt,
                draft.Visibility,
                draft.MaximumAttendees,
                draft.PriceCents,
                currency,
                room = draft.Room ? 1 : 0,
                write.Now,
            }
        );
        return id;
    }

    /// <summary>Stores the new state under the next sequence. A new start is reminded of anew.</summary>
    public static void Change(Write write, Event before, EventDraft draft)
    {
        var moved = before.StartsAt != draft.Schedule.StartsAt || before.EndsAt != draft.Schedule.EndsAt;
        write.Execute(
            """
            update events set title = @Title, description = @Description, location = @Location, date = @Date, time = @Time,
                time_zone = @Zone, duration_minutes = @DurationMinutes, starts_at = @StartsAt, ends_at = @EndsAt,
                visibility = @Visibility, maximum_attendees = @MaximumAttendees, price_cents = @PriceCents, has_room = @room,
                sequence = sequence + 1, changed_at = @Now,
                scheduled_at = case when @moved = 1 then @Now else scheduled_at end,
                reminded_day_at = case when @moved = 1 then null else reminded_day_at end,
                reminded_hour_at = case when @moved = 1 then null else reminded_hour_at end
            where id = @Id
            """,
            new
            {
                before.Id,
                draft.Title,
                draft.Description,
                draft.Location,
                draft.Schedule.Date,
                draft.Schedule.Time,
                draft.Schedule.Zone,
                draft.Schedule.DurationMinutes,
                draft.Schedule.StartsAt,
                draft.Schedule.EndsAt,
                draft.Visibility,
                draft.MaximumAttendees,
                draft.PriceCents,
                room = draft.Room ? 1 : 0,
                moved = moved ? 1 : 0,
                write.Now,
            }
        );
    }

    /// <summary>Takes the event and its bookings away and leaves the tombstone (C-05).</summary>
    public static void Bury(Write write, Event happening)
    {
        write.Execute(
            """
            insert into cancelled_events (id, sequence, date, time, time_zone, starts_at, ends_at, cancelled_at, chat_id)
            values (@Id, @sequence, @Date, @Time, @TimeZone, @StartsAt, @EndsAt, @Now, @Chat)
            """,
            new
            {
                happening.Id,
                sequence = happening.Sequence + 1,
                happening.Date,
                happening.Time,
                happening.TimeZone,
                happening.StartsAt,
                happening.EndsAt,
                happening.Chat,
                write.Now,
            }
        );
        write.Execute(
            """
            insert into cancelled_event_people (event_id, user_id)
            select id, creator_id from events where id = @Id union select event_id, user_id from bookings where event_id = @Id
            """,
            new { happening.Id }
        );
        write.Execute("delete from events where id = @Id", new { happening.Id });
    }
}
