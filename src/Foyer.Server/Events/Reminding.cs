using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Reminds of events a day and an hour before: in the room, in the inbox and by mail. The mark is set in the transaction of
/// the reminder, so each goes out once, also over a restart or with several servers.
/// </summary>
public sealed class Reminding(EventRoom rooms, Tell tell)
{
    // Whoever makes or moves an event within the day knows when it is; of an event of all day the day before is enough.
    private const string DayDue = """
        reminded_day_at is null and starts_at - @day <= @now and starts_at - @hour > @now and scheduled_at <= starts_at - @day
        """;
    private const string HourDue = """
        reminded_hour_at is null and time is not null and starts_at - @hour <= @now and starts_at > @now
        and scheduled_at <= starts_at - @hour
        """;

    public static List<string> Due(Queries db, long now) =>
        db.List<string>($"select id from events where ({DayDue}) or ({HourDue})", Values("", now));

    /// <summary>A step: reminds of what is due, unless that was done already.</summary>
    public void Remind(Write write, string id)
    {
        EventLog.Hold(write, id);
        if (Mark(write, "reminded_day_at", DayDue, id))
            Tell(write, EventLog.Get(write, id)!, "tomorrow");
        if (Mark(write, "reminded_hour_at", HourDue, id))
            Tell(write, EventLog.Get(write, id)!, "in an hour");
    }

    private static bool Mark(Write write, string column, string due, string id) =>
        write.Execute($"update events set {column} = @now where id = @id and {due}", Values(id, write.Now)) > 0;

    private static object Values(string id, long now) =>
        new
        {
            id,
            now,
            day = Clock.Day,
            hour = Clock.Hour,
        };

    private void Tell(Write write, Event happening, string when)
    {
        var text = $"“{happening.Title}” begins {when}: {Words.When(happening)}{Place(happening)}.";
        rooms.Say(write, happening.Chat, text);
        tell(write, NoticeOf(happening, happening.CreatorId, text));
        foreach (var booking in BookingLog.Of(write, happening.Id))
            if (booking.Status == Booking.Accepted)
                tell(write, NoticeOf(happening, booking.User, text));
    }

    private static string Place(Event happening) => happening.Location is null ? "" : $", {happening.Location}";

    private static Notice NoticeOf(Event happening, long user, string text) =>
        new(user, "reminder", text)
        {
            Event = happening.Id,
            Chat = happening.Chat,
            Mail = $"Reminder: {happening.Title}",
        };
}
