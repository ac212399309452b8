namespace Foyer.Server.Tests.Events;

/// <summary>What is wrong with a plan or a filter is said field by field.</summary>
public sealed class EventFieldTests
{
    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        await using var events = await EventFixture.OpenAsync();

        var reply = await events.Ada.PostAsync(
            "/api/events",
            new
            {
                title = new string('x', 121),
                description = " ",
                date = "2026-02-30",
                time = "25:00",
                time_zone = "Mars/Olympus",
                visibility = "secret",
                location = new string('x', 201),
                maximum_attendees = 0,
                duration_minutes = -1,
                price = "1.005",
                room = "perhaps",
                invitees = 7,
            }
        );

        reply
            .ShouldBe(400)
            .Errors.ShouldBe([
                "title: max_length",
                "description: blank",
                "location: max_length",
                "visibility: invalid",
                "maximum_attendees: min_value",
                "price: invalid",
                "room: invalid",
                "date: invalid",
                "time: invalid",
                "time_zone: invalid",
                "duration_minutes: min_value",
                "invitees: invalid",
            ]);
        (await events.Ada.GetAsync("/api/events?from=1900-01-01"))
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_field_is_refused_for_what_is_wrong_with_it()
    {
        await using var events = await EventFixture.OpenAsync();
        (string Name, object? Value, string Code)[] wrong =
        [
            ("price", -0.01, "min_value"),
            ("price", 1000000.0, "max_value"),
            ("price", "1.234,50", "invalid"),
            ("price", "NaN", "invalid"),
            ("price", true, "invalid"),
            ("maximum_attendees", 2.5, "invalid"),
            ("maximum_attendees", long.MaxValue, "max_value"),
            ("title", null, "null"),
            ("title", "a\0b", "invalid"),
            ("title", "a\nb", "invalid"),
            ("date", null, "null"),
            ("date", 20260101L, "invalid"),
            ("visibility", null, "required"),
        ];

        foreach (var (name, value, code) in wrong)
        {
            var plan = events.Plan();
            plan[name] = value;
            (await events.Ada.PostAsync("/api/events", plan)).ShouldBe(400).Errors.ShouldBe([$"{name}: {code}"]);
        }
    }

    [Fact]
    public async Task Required_fields_are_required()
    {
        await using var events = await EventFixture.OpenAsync();

        (await events.Ada.PostAsync("/api/events", new { }))
            .ShouldBe(400)
            .Errors.ShouldBe(["title: required", "description: required", "visibility: required", "date: required"]);
    }

    [Fact]
    public async Task Odd_dates_are_told_and_never_refused()
    {
        await using var events = await EventFixture.OpenAsync();

        await Warns(new { date = "2020-05-01" }, "date_in_past");
        await Warns(
            new
            {
                date = "2031-03-30",
                time = "02:30",
                time_zone = "Europe/Berlin",
            },
            "time_skipped"
        );
        await Warns(
            new
            {
                date = "2031-10-26",
                time = "02:30",
                time_zone = "Europe/Berlin",
            },
            "time_ambiguous"
        );
        await Warns(
            new
            {
                date = "1993-08-21",
                time = (string?)null,
                time_zone = "Pacific/Kwajalein",
            },
            "date_in_past",
            "time_skipped"
        );
        var apia = await Warns(
            new
            {
                date = "2011-12-30",
                time = (string?)null,
                time_zone = "Pacific/Apia",
            },
            "date_in_past",
            "time_skipped"
        );
        (await events.Ada.GetAsync($"/api/events/{apia}.ics")).ShouldBe(200).Text.ShouldContain("VALUE=DATE:20111231");
        (await events.Ada.GetAsync($"/event-detail?id={apia}")).ShouldBe(200);
        (await events.Ada.GetAsync("/api/events?from=2011-12-30&to=2011-12-30"))
            .ShouldBe(200)
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(1);

        async Task<string> Warns(object fields, params string[] codes)
        {
            var reply = (await events.Ada.PostAsync("/api/events", events.Plan(fields))).ShouldBe(201);
            reply
                .Json.GetProperty("warnings")
                .EnumerateArray()
                .Select(warning => warning.GetProperty("code").GetString())
                .ShouldBe(codes);
            return reply.Json.GetProperty("id").GetString()!;
        }
    }

    [Theory]
    [InlineData(-101, 400)]
    [InlineData(-99, 201)]
    [InlineData(99, 201)]
    [InlineData(101, 400)]
    public async Task A_date_is_within_a_hundred_years(int years, int status)
    {
        await using var events = await EventFixture.OpenAsync();
        var date = events.Server.Clock.GetUtcNow().AddYears(years).ToString("yyyy-MM-dd");
        var id = await events.PlanAsync();

        var made = await events.Ada.PostAsync("/api/events", events.Plan(new { date }));
        var moved = await events.Ada.PatchAsync($"/api/events/{id}", new { date });

        made.ShouldBe(status);
        moved.ShouldBe(status == 201 ? 200 : 400);
        if (status == 400)
            foreach (var reply in new[] { made, moved })
                reply.Errors.ShouldBe(["date: invalid"]);
    }

    [Fact]
    public async Task An_event_can_be_moved_to_a_date_that_its_zone_skipped()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { time = (string?)null });

        var moved = await events.Ada.PatchAsync(
            $"/api/events/{id}",
            new { date = "2011-12-30", time_zone = "Pacific/Apia" }
        );

        moved.ShouldBe(200).Json.GetProperty("warnings")[1].GetProperty("code").GetString().ShouldBe("time_skipped");
    }

    [Fact]
    public async Task Wrong_filters_are_named()
    {
        await using var events = await EventFixture.OpenAsync();
        (string Query, string Error)[] wrong =
        [
            ("from=2026-02-30", "from: invalid"),
            ("to=soon", "to: invalid"),
            ("from=2026-03-02&to=2026-03-01", "to: invalid"),
            ("mine=perhaps", "mine: invalid"),
            ("price=cheap", "price: invalid"),
            ("limit=0", "limit: min_value"),
            ("after=nowhere", "after: invalid"),
        ];

        foreach (var (query, error) in wrong)
            (await events.Ada.GetAsync($"/api/events?{query}")).ShouldBe(400).Errors.ShouldBe([error]);
    }
}
