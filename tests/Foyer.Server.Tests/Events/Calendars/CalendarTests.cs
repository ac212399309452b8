using System.Text;
using Foyer.Server.Events;
using Foyer.Server.Events.Calendars;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events.Calendars;

public sealed class CalendarTests
{
    private const string Berlin = "Europe/Berlin";

    [Fact]
    public async Task A_calendar_file_says_when_in_its_zone_and_is_folded_and_escaped()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(
            new
            {
                title = "Cinema; Playtime, \\ " + new string('é', 60),
                description = "First line\nSecond, line",
                date = "2031-10-26",
                time = "01:30",
                time_zone = "Europe/Berlin",
                duration_minutes = 120,
            }
        );

        var reply = (await events.Ben.GetAsync($"/api/events/{id}.ics")).ShouldBe(200);

        reply.ContentHeaders.ContentType!.MediaType.ShouldBe("text/calendar");
        foreach (var line in reply.Text.Split("\r\n"))
            Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75);
        var text = reply.Text.Replace("\r\n ", "");
        text.ShouldContain("SUMMARY:Cinema\\; Playtime\\, \\\\ éé");
        text.ShouldContain("DESCRIPTION:First line\\nSecond\\, line\r\n");
        // It ends at the second 02:30 of that night, which local time cannot say.
        text.ShouldContain("DTSTART:20311025T233000Z\r\n");
        text.ShouldContain("DTEND:20311026T013000Z\r\n");
        await events.Ada.PatchAsync($"/api/events/{id}", new { time = "19:00" });
        var moved = (await events.Ben.GetAsync($"/api/events/{id}.ics")).Text;
        moved.ShouldContain("DTSTART;TZID=Europe/Berlin:20311026T190000\r\n");
        text.ShouldContain("BEGIN:DAYLIGHT\r\nDTSTART:20310330T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n");
        text.ShouldContain($"UID:{id}@foyer\r\n");
    }

    [Fact]
    public async Task The_secret_feed_shows_what_is_mine_what_changed_and_what_was_cancelled()
    {
        await using var events = await EventFixture.OpenAsync();
        var going = await events.PlanAsync(new { title = "Going" });
        var invited = await events.PlanAsync(
            new
            {
                title = "Invited",
                visibility = "invite-only",
                time = (string?)null,
            }
        );
        var gone = await events.PlanAsync(new { title = "Off" });
        await events.PlanAsync(new { title = "Elsewhere" });
        await EventFixture.BookAsync(events.Ben, going);
        await EventFixture.BookAsync(events.Ben, gone);
        await events.InviteAsync(invited, "ben");
        await events.Ada.PatchAsync($"/api/events/{going}", new { location = "Roof" });
        await events.Ada.PostAsync($"/api/events/{gone}/cancel");
        var url = await AddressAsync(events.Ben.GetAsync);
        using var user = events.Server.Stranger();

        var text = (await user.GetAsync(url)).ShouldBe(200).Text.Replace("\r\n ", "");

        Entry(text, going).ShouldContain("SEQUENCE:1\r\nSTATUS:CONFIRMED");
        Entry(text, invited).ShouldContain("STATUS:TENTATIVE\r\n");
        Entry(text, invited).ShouldContain("DTSTART;VALUE=DATE:");
        Entry(text, gone).ShouldContain("SEQUENCE:1\r\nSTATUS:CANCELLED");
        Entry(text, gone).ShouldNotContain("Off");
        text.ShouldNotContain("Elsewhere");
        (await AddressAsync(events.Ben.GetAsync)).ShouldBe(url);
        var renewed = await AddressAsync(path => events.Ben.PostAsync(path));
        (await user.GetAsync(url)).ShouldRefuse(404, "not_found");
        (await user.GetAsync(renewed)).ShouldBe(200);
        (await events.Ben.DeleteAsync("/api/users/me/calendar")).ShouldBe(204);
        (await user.GetAsync(renewed)).ShouldRefuse(404, "not_found");
        events.Server.Clock.Move(TimeSpan.FromDays(31));
        await events.TickAsync();
    }

    [CalendarTheory]
    [InlineData("Europe/Berlin", "2031-03-30", "01:30", 120)]
    [InlineData("Europe/Berlin", "2031-03-30", "02:30", 60)]
    [InlineData("Europe/Berlin", "2031-10-26", "02:30", 30)]
    [InlineData("America/New_York", "2031-07-04", "20:00", 180)]
    [InlineData("Australia/Lord_Howe", "2031-04-06", "01:45", 90)]
    [InlineData("Asia/Kathmandu", "2031-01-01", "00:00", 1440)]
    [InlineData("UTC", "2031-06-01", "12:00", 60)]
    [InlineData("Europe/Berlin", "2031-03-30", null, null)]
    [InlineData("America/Los_Angeles", "2125-12-31", "23:30", 60)]
    [InlineData("Europe/London", "2035-06-30", "19:00", 527040)]
    [InlineData("Africa/Monrovia", "1960-03-01", "19:00", 60)]
    public void Other_programs_read_the_same_instants(string zone, string date, string? time, int? minutes)
    {
        var schedule = EventSchedule.From(
            EventSchedule.ReadDate(date)!.Value,
            time is null ? null : EventSchedule.ReadTime(time)!.Value,
            EventSchedule.FindZone(zone)!,
            minutes
        );
        var entry = new CalendarEntry("x", 3, "CONFIRMED", schedule, 0, "Ärger; mit, Komma\\", "a\nb", null, true);
        var text = new CalendarDocument("https://linden.example").Add(entry).ToString();
        var expected = time is null ? $"{date} {Next(date)}" : $"{Minute(schedule.StartsAt)} {Minute(schedule.EndsAt)}";

        foreach (var reader in CalendarReaders.Found)
            reader.Read(text).ShouldBe($"{expected} | Ärger; mit, Komma\\ | 3 | CONFIRMED", reader.Name);
    }

    [CalendarTheory]
    [InlineData("Europe/Berlin", "2031-10-26", "01:30", 30)]
    [InlineData("Europe/Berlin", "2031-10-26", "02:59", 60)]
    [InlineData("America/New_York", "2031-03-09", "02:30", 60)]
    [InlineData("America/New_York", "2031-11-02", "01:30", 120)]
    [InlineData("America/Sao_Paulo", "2031-02-16", "23:30", 60)]
    [InlineData("Africa/Casablanca", "2031-01-12", "02:30", 60)]
    [InlineData("Pacific/Apia", "2031-06-30", "23:00", 120)]
    public void Gaps_and_overlaps_are_the_same_instants_everywhere_cancelled_ones_too(
        string zone,
        string date,
        string time,
        int minutes
    )
    {
        var schedule = EventSchedule.From(
            EventSchedule.ReadDate(date)!.Value,
            EventSchedule.ReadTime(time)!.Value,
            EventSchedule.FindZone(zone)!,
            minutes
        );
        var entry = new CalendarEntry("x", 8, CalendarEntry.Cancelled, schedule, 0, "Cancelled", null, null, false);
        var text = new CalendarDocument("https://linden.example").Add(entry).ToString();

        foreach (var reader in CalendarReaders.Found)
            reader
                .Read(text)
                .ShouldBe(
                    $"{Minute(schedule.StartsAt)} {Minute(schedule.EndsAt)} | Cancelled | 8 | CANCELLED",
                    reader.Name
                );
    }

    [CalendarTheory]
    [InlineData("2031-10-26", "02:30")]
    [InlineData("2031-03-30", "02:30")]
    public async Task The_feed_of_a_cancelled_event_is_read_by_other_programs(string date, string time)
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(
            new
            {
                date,
                time,
                time_zone = "Europe/Berlin",
            }
        );
        await EventFixture.BookAsync(events.Ben, id);
        await events.Ada.PatchAsync($"/api/events/{id}", new { location = "Roof" });
        var url = await AddressAsync(events.Ben.GetAsync);
        var before = await ReadAsync();
        before.ShouldAllBe(read => read.EndsWith(" | Courtyard cinema | 1 | CONFIRMED"));

        await events.Ada.PostAsync($"/api/events/{id}/cancel");

        var after = await ReadAsync();
        after.ShouldAllBe(read => read.EndsWith(" | Cancelled | 2 | CANCELLED"));
        after.Select(Times).Concat(before.Select(Times)).Distinct().Count().ShouldBe(1);

        async Task<List<string>> ReadAsync()
        {
            var text = (await events.Ben.GetAsync(url)).ShouldBe(200).Text;
            return [.. CalendarReaders.Found.Select(reader => reader.Read(text))];
        }

        static string Times(string read) => read.Split(" | ")[0];
    }

    [CalendarTheory]
    [InlineData("2027-07-01", "2036-07-01")]
    [InlineData("2036-07-01", "2027-07-01")]
    [InlineData("2027-01-15", "2036-07-01")]
    [InlineData("2036-01-15", "2027-07-01")]
    public void The_zone_of_one_event_is_not_that_of_another(string date, string other)
    {
        var calendar = new CalendarDocument("https://linden.example");
        foreach (var (id, day) in new[] { ("x", date), ("y", other) })
            calendar.Add(new CalendarEntry(id, 3, "CONFIRMED", At(day), 0, "Cinema", null, null, IsPublic: true));
        var (text, expected) = (calendar.ToString(), At(date));

        foreach (var reader in CalendarReaders.Found)
            reader
                .Read(text)
                .ShouldBe(
                    $"{Minute(expected.StartsAt)} {Minute(expected.EndsAt)} | Cinema | 3 | CONFIRMED",
                    reader.Name
                );

        static EventSchedule At(string date) =>
            EventSchedule.From(
                EventSchedule.ReadDate(date)!.Value,
                EventSchedule.ReadTime("19:00"),
                EventSchedule.FindZone(Berlin)!,
                60
            );
    }

    [Fact]
    public async Task A_feed_grows_with_the_number_of_events_alone()
    {
        await using var events = await EventFixture.OpenAsync();
        var url = await AddressAsync(events.Ben.GetAsync);
        var sizes = new List<int>();
        foreach (
            var (date, zone) in new[] { (events.Ahead(7), "UTC"), (events.Ahead(7), Berlin), ("2125-07-01", Berlin) }
        )
        {
            var id = await events.PlanAsync(new { date, time_zone = zone });
            await events.InviteAsync(id, "ben");
            sizes.Add((await events.Ben.GetAsync(url)).ShouldBe(200).Text.Length);
        }

        (sizes[2] - sizes[1]).ShouldBeLessThan(1000);
        sizes[2].ShouldBeLessThan(3000);
    }

    [Fact]
    public async Task A_feed_is_sent_again_only_after_a_change()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { title = "Cinema" });
        await EventFixture.BookAsync(events.Ben, id);
        var feed = await AddressAsync(path => events.Ben.PostAsync(path));
        var first = (await FetchAsync(null)).ShouldBe(200);
        first.Headers.CacheControl!.NoStore.ShouldBeFalse();
        (await FetchAsync(first.Headers.ETag!.Tag)).ShouldBe(304).Text.ShouldBe("");

        await events.Ada.PatchAsync($"/api/events/{id}", new { title = "Theatre" });

        var second = (await FetchAsync(first.Headers.ETag!.Tag)).ShouldBe(200);
        second.Text.ShouldContain("SUMMARY:Theatre");
        (await events.Ben.DeleteAsync($"/api/events/{id}/booking")).ShouldBe(204);
        (await FetchAsync(second.Headers.ETag!.Tag)).ShouldBe(200).Text.ShouldNotContain("Theatre");

        Task<Reply> FetchAsync(string? known)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, feed);
            if (known is not null)
                request.Headers.Add("If-None-Match", known);
            return events.Ben.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_feed_is_a_calendar_and_a_file_is_none()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);

        var file = (await events.Ben.GetAsync($"/api/events/{id}.ics")).ShouldBe(200).Text;
        var feed = (await events.Ben.GetAsync(await AddressAsync(events.Ben.GetAsync))).ShouldBe(200).Text;

        foreach (
            var line in new[]
            {
                "METHOD:PUBLISH",
                "X-WR-CALNAME:Foyer",
                "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
                "X-PUBLISHED-TTL:PT1H",
            }
        )
        {
            feed.ShouldContain($"{line}\r\n");
            file.ShouldNotContain(line.Split(':', ';')[0]);
        }
        Entry(feed.Replace("\r\n ", ""), id)
            .ShouldContain($"URL:{events.Server.Settings.PublicUrl}/event-detail?id={id}\r\n");
    }

    [Fact]
    public async Task A_program_may_ask_for_the_head_of_a_calendar_first()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        var feed = await AddressAsync(events.Ben.GetAsync);
        using var user = events.Server.Stranger();

        foreach (var path in new[] { feed, $"/api/events/{id}.ics" })
        {
            var get = (await user.GetAsync(path)).ShouldBe(200);
            var head = (await user.SendAsync(new HttpRequestMessage(HttpMethod.Head, path))).ShouldBe(200);

            head.Text.ShouldBeEmpty();
            head.ContentHeaders.ContentLength.ShouldBe(get.ContentHeaders.ContentLength);
            head.ContentHeaders.ContentType.ShouldBe(get.ContentHeaders.ContentType);
        }
        (await user.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/calendar/unknown.ics"))).ShouldBe(404);
        (await AddressAsync(events.Ben.GetAsync)).ShouldBe(feed);
    }

    private static string Minute(long at) =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static string Next(string date) => DateOnly.Parse(date).AddDays(1).ToString("yyyy-MM-dd");

    private static async Task<string> AddressAsync(Func<string, Task<Reply>> ask) =>
        new Uri((await ask("/api/users/me/calendar")).ShouldBe(200).Json.GetProperty("url").GetString()!).PathAndQuery;

    private static string Entry(string text, string id)
    {
        return text.Split("BEGIN:VEVENT").Single(entry => entry.Contains($"UID:{id}@foyer\r\n"));
    }
}
