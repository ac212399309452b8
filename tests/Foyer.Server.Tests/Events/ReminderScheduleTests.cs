using Foyer.Server.Events;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Events;

/// <summary>When reminders are due and what they say, against the clocks of the system's own time zone data.</summary>
public sealed class ReminderScheduleTests
{
    public static TheoryData<string> EachZone => [.. TestZones.All];

    [Theory]
    [MemberData(nameof(EachZone))]
    public void On_every_day_of_a_year_a_reminder_is_due_on_the_day_before_and_says_the_right_day(string zone)
    {
        for (var day = new DateOnly(2027, 1, 1); day.Year == 2027; day = day.AddDays(1))
            foreach (var time in new[] { null, "00:30", "12:00", "23:30" })
                Walk(day, time, zone);
    }

    // In steps of half an hour, as a server looks that was down for any time before.
    private static void Walk(DateOnly day, string? time, string zone)
    {
        var schedule = EventSchedule.From(
            EventSchedule.ReadDate(day.ToString("yyyy-MM-dd"))!.Value,
            time is null ? null : EventSchedule.ReadTime(time),
            EventSchedule.FindZone(zone)!,
            60
        );
        var times = new EventTimes(schedule.StartsAt, schedule.EndsAt, time is null, zone);
        var what = $"{day} {time} {zone}";
        DateTime? first = null;
        for (var now = times.StartsAt - 54 * Instants.Hour; now < times.EndsAt; now += Instants.Hour / 2)
        {
            var due = ReminderSchedule.Due(times, scheduledAt: 0, now);
            var local = At(now, zone);
            if (due == ReminderKind.Hour)
            {
                (times.StartsAt - now).ShouldBeInRange(1, Instants.Hour, what);
                ReminderSchedule
                    .When(times, now, null)
                    .ShouldBe(times.StartsAt - now == Instants.Hour ? "in an hour" : "in 30 minutes");
            }
            if (due != ReminderKind.Day)
                continue;
            first ??= local;
            if (time is null)
                local.Hour.ShouldBeInRange(9, 20, what);
            foreach (var reader in TestZones.Some.Append(zone))
                ReminderSchedule
                    .When(times, now, reader)
                    .ShouldBe(Word(times, now, reader), $"{what} for {reader} at {local}");
            ReminderSchedule.When(times, now, null).ShouldBeOneOf("today", "tomorrow");
        }
        DateOnly.FromDateTime(first!.Value).ShouldBe(day.AddDays(-1), what);
        if (time is null)
            first.Value.TimeOfDay.ShouldBeInRange(TimeSpan.FromHours(9), TimeSpan.FromHours(9.5), what);
    }

    private static string Word(EventTimes times, long now, string reader)
    {
        // A whole day is the same on every clock.
        var start = DateOnly.FromDateTime(At(times.StartsAt, times.IsAllDay ? times.Zone : reader));
        return (start.DayNumber - DateOnly.FromDateTime(At(now, reader)).DayNumber) switch
        {
            0 => "today",
            1 => "tomorrow",
            _ => $"on {start.DayOfWeek}",
        };
    }

    private static DateTime At(long now, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(Instants.ToInstant(now), TimeZoneInfo.FindSystemTimeZoneById(zone));
}
