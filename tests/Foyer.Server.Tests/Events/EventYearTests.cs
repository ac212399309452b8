namespace Foyer.Server.Tests.Events;

/// <summary>
/// A year of days in ten time zones, with the server in three: what lists show, what can be booked and cancelled, and what reminders
/// say, against the clocks of the system's own time zone data.
/// </summary>
public sealed class EventYearTests
{
    // An evening, three days, a whole day, and a night.
    private static readonly (string? Time, int Minutes)[] Kinds =
    [
        ("19:00", 180),
        ("10:00", 4320),
        (null, 0),
        ("22:30", 240),
    ];

    private sealed record Planned(
        string Id,
        string Zone,
        string Date,
        string? Time,
        DateTimeOffset Starts,
        DateTimeOffset Ends
    );

    public static TheoryData<string> Servers => [.. TestZones.Some];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Every_day_of_a_year_lists_show_what_is_not_over_and_what_overlaps(string server)
    {
        await using var events = await EventFixture.OpenAsync(
            $"--Foyer:TimeZone={server}",
            "--Foyer:Sessions:LifetimeHours=8760",
            "--Foyer:Limits:MessagesPerSecond=0"
        );
        var clock = events.Server.Clock;
        var planned = new List<Planned>();
        for (var day = 0; day < 366; day++)
        {
            if (day == 183)
                foreach (var person in new[] { events.Ada, events.Ben, events.Cleo })
                    await person.SignInAsync();
            var (zone, (time, minutes)) = (
                TestZones.All[day % TestZones.All.Length],
                Kinds[day / TestZones.All.Length % Kinds.Length]
            );
            // What begins on the day itself in Los Angeles may be yesterday or tomorrow where the server is.
            planned.Add(await PlanAsync(events, zone, time, minutes, daysAhead: day % 3));
            clock.Move(TimeSpan.FromHours(24 + day % 5 - 2));
            await events.TickAsync();
            var now = clock.GetUtcNow();

            var coming = planned.Where(one => one.Ends > now).ToList();
            (await IdsAsync(events, "")).ShouldBe(coming.Select(one => one.Id), ignoreOrder: true, $"{now} {zone}");
            await ShouldOverlapAsync(events, planned, LocalDate(now, server), server);
            await ShouldAllowAsync(events, planned[^1], now);
            planned.RemoveAll(one => one.Ends < now.AddDays(-3));
        }
        events.Told(events.Ada).Count(told => told.StartsWith("reminder")).ShouldBeGreaterThan(100);
    }

    private static async Task<Planned> PlanAsync(
        EventFixture events,
        string zone,
        string? time,
        int minutes,
        int daysAhead
    )
    {
        var date = LocalDate(events.Server.Clock.GetUtcNow().AddDays(daysAhead), zone);
        object fields = time is null
            ? new
            {
                date = Text(date),
                time,
                time_zone = zone,
                room = false,
            }
            : new
            {
                date = Text(date),
                time,
                time_zone = zone,
                room = false,
                duration_minutes = minutes,
            };
        var id = await events.PlanAsync(fields);
        var starts = Instant(date, time ?? "00:00", zone);
        var ends = time is null ? Instant(date.AddDays(1), "00:00", zone) : starts.AddMinutes(minutes);
        return new Planned(id, zone, Text(date), time, starts, ends);
    }

    /// <summary>One day is asked for: events of that date on their own clock, and what is on during the day of the community.</summary>
    private static async Task ShouldOverlapAsync(EventFixture events, List<Planned> planned, DateOnly day, string zone)
    {
        var (from, to) = (Instant(day, "00:00", zone), Instant(day.AddDays(1), "00:00", zone));
        var expected = planned.Where(one =>
            one.Date == Text(day) || (one.Time is not null && one.Ends > from && one.Starts < to)
        );
        var found = await IdsAsync(events, $"?from={Text(day)}&to={Text(day)}");
        planned
            .Where(one => found.Contains(one.Id))
            .Select(one => one.Id)
            .ShouldBe(expected.Select(one => one.Id), ignoreOrder: true, $"{day} {zone}");
    }

    private static async Task ShouldAllowAsync(EventFixture events, Planned one, DateTimeOffset now)
    {
        var closes = one.Time is null ? one.Ends : one.Starts;
        (await EventFixture.BookAsync(events.Ben, one.Id)).ShouldBe(now < closes ? 200 : 409);
        (await events.Ada.PatchAsync($"/api/events/{one.Id}", new { location = "Yard" })).ShouldBe(
            now < one.Ends ? 200 : 409
        );
        if (now >= one.Ends)
            (await events.Ada.PostAsync($"/api/events/{one.Id}/cancel")).ShouldRefuse(409, "event_over");
    }

    private static async Task<List<string>> IdsAsync(EventFixture events, string query) =>
        [
            .. (await events.Cleo.GetAsync("/api/events" + query + (query.Length == 0 ? "?" : "&") + "limit=200"))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(found => found.GetProperty("id").GetString()!),
        ];

    private static DateOnly LocalDate(DateTimeOffset now, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    // A time that the clocks skip is as much later as they jump.
    private static DateTimeOffset Instant(DateOnly date, string time, string zone)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = date.ToDateTime(TimeOnly.Parse(time));
        while (info.IsInvalidTime(local))
            local = local.AddMinutes(30);
        var offset = info.IsAmbiguousTime(local) ? info.GetAmbiguousTimeOffsets(local).Max() : info.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd");
}
