namespace Foyer.Server.Tests.Events;

/// <summary>The reminders of a server that looks at the clock only at these moments.</summary>
public sealed class EventRemindersTests
{
    [Theory]
    [InlineData("19:00", "-1 18:59", null)]
    [InlineData("19:00", "-1 19:00", "begins tomorrow")]
    [InlineData("19:00", "-1 23:50", "begins tomorrow")]
    [InlineData("19:00", "0 00:10", "begins today")]
    [InlineData("19:00", "0 17:59", "begins today")]
    [InlineData("19:00", "0 18:00", "begins in an hour")]
    [InlineData("19:00", "0 18:30", "begins in 30 minutes")]
    [InlineData("19:00", "0 19:00", null)]
    [InlineData("00:30", "-1 00:30", "begins tomorrow")]
    [InlineData(null, "-1 00:00", null)]
    [InlineData(null, "-1 09:00", "begins tomorrow")]
    [InlineData(null, "-1 20:59", "begins tomorrow")]
    [InlineData(null, "-1 23:00", null)]
    [InlineData(null, "0 00:01", null)]
    [InlineData(null, "0 09:00", "begins today")]
    [InlineData(null, "1 09:00", null)]
    public async Task After_a_downtime_the_words_are_those_of_the_moment(string? time, string up, string? expected)
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await events.PlanAsync(new { time });
        await EventFixture.BookAsync(events.Ben, id);

        await LookAsync(events, up);
        await LookAsync(events, null);

        var told = events.Told(events.Ben);
        if (expected is null)
            told.ShouldBeEmpty();
        else
            told.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task An_event_of_all_day_missed_in_the_evening_is_reminded_of_in_the_morning_and_once()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await events.PlanAsync(new { time = (string?)null });
        await EventFixture.BookAsync(events.Ben, id);

        foreach (var up in new[] { "-1 22:00", "0 03:00", "0 09:00", "0 09:01", "0 23:00" })
            await LookAsync(events, up);

        events.Told(events.Ben).ShouldHaveSingleItem().ShouldContain("begins today");
    }

    [Fact]
    public async Task Another_end_and_a_date_moved_away_and_back_remind_nobody_twice()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await events.PlanAsync();
        var (day, away) = (events.Ahead(7), events.Ahead(9));
        await EventFixture.BookAsync(events.Ben, id);
        await LookAsync(events, "-1 19:00");

        (await events.Ada.PatchAsync($"/api/events/{id}", new { duration_minutes = 90 })).ShouldBe(200);
        await LookAsync(events, null);
        (await events.Ada.PatchAsync($"/api/events/{id}", new { date = away })).ShouldBe(200);
        (await events.Ada.PatchAsync($"/api/events/{id}", new { date = day })).ShouldBe(200);
        await LookAsync(events, null);

        events.Told(events.Ben).Count.ShouldBe(1);
        await LookAsync(events, "0 18:00");
        await LookAsync(events, "0 18:01");
        events.Told(events.Ben).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Each_reader_is_told_the_day_on_their_own_clock()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        await events.Ben.PatchAsync("/api/users/me", new { time_zone = "Pacific/Auckland" });
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);
        await EventFixture.BookAsync(events.Cleo, id);

        // In Auckland it is two in the morning of the day before, and the event begins the morning after its date.
        await LookAsync(events, "0 13:00");

        events.Told(events.Cleo)[^1].ShouldContain("begins today: ");
        events.Told(events.Ben)[^1].ShouldContain("begins today: ");
        events.Told(events.Ben)[^1].ShouldContain("19:00 UTC (");
        events.Told(events.Ben)[^1].ShouldContain("Auckland time)");
    }

    /// <summary>Sets the clock to a time of a day around the event's, and looks; five seconds later where no time is given.</summary>
    private static async Task LookAsync(EventFixture events, string? up)
    {
        events.Server.Clock.Move(
            up is null ? TimeSpan.FromSeconds(5) : Moment(events, up) - events.Server.Clock.GetUtcNow()
        );
        await events.TickAsync();
    }

    private static DateTimeOffset Moment(EventFixture events, string up)
    {
        var (days, time) = (int.Parse(up.Split(' ')[0]), TimeSpan.Parse(up.Split(' ')[1]));
        return new DateTimeOffset(events.Opened.UtcDateTime.Date, TimeSpan.Zero).AddDays(7 + days) + time;
    }
}
