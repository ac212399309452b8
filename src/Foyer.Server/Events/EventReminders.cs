using Foyer.Server.Events.Attendance;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Reminds of events the day before and an hour before: in the room, in the inbox and by mail. The mark is set in the transaction
/// of the reminder, so each goes out once, also over a restart or with several servers.
/// </summary>
public sealed class EventReminders(EventRoom rooms, EventNotifications notifications)
{
    private sealed record Candidate(
        string Id,
        string? Time,
        string TimeZone,
        long StartsAt,
        long EndsAt,
        long ScheduledAt,
        long? RemindedDayAt,
        long? RemindedHourAt
    )
    {
        public ReminderKind? Due(long now) =>
            ReminderSchedule.Due(new EventTimes(StartsAt, EndsAt, Time is null, TimeZone), ScheduledAt, now) switch
            {
                ReminderKind.Day when RemindedDayAt is null => ReminderKind.Day,
                ReminderKind.Hour when RemindedHourAt is null => ReminderKind.Hour,
                _ => null,
            };
    }

    // What may be due: the exact moment depends on the clocks of each zone.
    private const string Candidates = """
        select id, time, time_zone as TimeZone, starts_at as StartsAt, ends_at as EndsAt, scheduled_at as ScheduledAt,
            reminded_day_at as RemindedDayAt, reminded_hour_at as RemindedHourAt
        from events where starts_at > @now - @day and starts_at < @now + 3 * @day
            and (reminded_day_at is null or reminded_hour_at is null)
        """;

    public static List<string> Due(Queries db, long now) =>
        [
            .. db.List<Candidate>(Candidates, new { now, day = Instants.Day })
                .Where(candidate => candidate.Due(now) is not null)
                .Select(candidate => candidate.Id),
        ];

    /// <summary>A step: reminds of what is due, unless that was done already.</summary>
    public void SendReminder(Write write, string id)
    {
        EventStore.Lock(write, id);
        var values = new
        {
            id,
            now = write.Now,
            day = Instants.Day,
        };
        if (write.First<Candidate>($"{Candidates} and id = @id", values)?.Due(write.Now) is not { } kind)
            return;
        var column = kind == ReminderKind.Day ? "reminded_day_at" : "reminded_hour_at";
        write.Execute($"update events set {column} = @now where id = @id", values);
        Send(write, EventStore.Get(write, id)!);
    }

    private void Send(Write write, CommunityEvent communityEvent)
    {
        rooms.AddSystemMessage(write, communityEvent.Chat, Text(communityEvent, null, write.Now).Text);
        notifications.Notify(
            write,
            NoticeOf(
                communityEvent,
                communityEvent.CreatorId,
                Text(communityEvent, communityEvent.CreatorTimeZone, write.Now)
            )
        );
        foreach (var booking in BookingStore.List(write, communityEvent.Id))
            if (booking.Status == BookingStatus.Accepted)
                notifications.Notify(
                    write,
                    NoticeOf(communityEvent, booking.User, Text(communityEvent, booking.TimeZone, write.Now))
                );
    }

    private static TimedText Text(CommunityEvent communityEvent, string? reader, long now)
    {
        var times = EventTimes.Format(communityEvent);
        return TimedText.From(
            $"“{communityEvent.Title}” begins {ReminderSchedule.When(times, now, reader)}: ",
            times.Start(reader),
            $"{(communityEvent.Location is null ? "" : $", {communityEvent.Location}")}."
        );
    }

    private static Notice NoticeOf(CommunityEvent communityEvent, long user, TimedText text) =>
        new(user, NoticeKind.Reminder, text)
        {
            Event = communityEvent.Id,
            Chat = communityEvent.Chat,
            Mail = $"Reminder: {communityEvent.Title}",
        };
}
