using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

public sealed class EventLifecycleTests
{
    [Fact]
    public async Task An_event_shows_all_that_was_given_and_empty_fields_as_null()
    {
        await using var events = await EventFixture.OpenAsync();
        var full = await events.PlanAsync(
            new
            {
                location = "Courtyard",
                maximum_attendees = 20,
                price = "12.50",
                time_zone = "Europe/Berlin",
                duration_minutes = 90,
            }
        );
        var bare = await events.PlanAsync(new { time = (string?)null });

        var seen = await EventFixture.SeeAsync(events.Ben, full);
        var empty = await EventFixture.SeeAsync(events.Ben, bare);

        Text(seen, "price").ShouldBe("12.50");
        Text(seen, "currency").ShouldBe("EUR");
        Text(seen, "time_zone").ShouldBe("Europe/Berlin");
        seen.GetProperty("free_places").GetInt64().ShouldBe(20);
        seen.GetProperty("creator").GetProperty("username").GetString().ShouldBe("ada");
        seen.GetProperty("room").GetBoolean().ShouldBeTrue();
        seen.GetProperty("sequence").GetInt64().ShouldBe(0);
        seen.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        (Instant(seen, "ends_at") - Instant(seen, "starts_at")).ShouldBe(TimeSpan.FromMinutes(90));
        foreach (var name in new[] { "location", "time", "maximum_attendees", "free_places", "price", "my_booking" })
            empty.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Null, name);
        (Instant(empty, "ends_at") - Instant(empty, "starts_at")).ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task A_booking_is_made_once_shown_and_withdrawn()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 2 });

        var first = (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200).Json;
        var again = (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200).Json;

        Text(first, "status").ShouldBe("accepted");
        Text(first, "accepted_date").ShouldBe(events.Ahead(0));
        Text(again, "id").ShouldBe(Text(first, "id"));
        var seen = await EventFixture.SeeAsync(events.Ben, id);
        seen.GetProperty("attendees").GetInt64().ShouldBe(1);
        seen.GetProperty("my_booking").GetProperty("id").GetString().ShouldBe(Text(first, "id"));
        (await EventFixture.SeeAsync(events.Cleo, id)).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);

        (await EventFixture.WithdrawAsync(events.Ben, id)).ShouldBe(204);
        (await EventFixture.WithdrawAsync(events.Ben, id)).ShouldBe(204);
        (await EventFixture.SeeAsync(events.Ben, id)).GetProperty("attendees").GetInt64().ShouldBe(0);
        events
            .Told(events.Ada)
            .ShouldBe([
                "booking: ben is coming to “Courtyard cinema”.",
                "booking: ben is no longer coming to “Courtyard cinema”.",
            ]);
    }

    [Fact]
    public async Task An_invitation_lets_one_see_and_is_accepted_or_declined()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { visibility = "invite-only" });
        (await events.Ben.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");

        (await events.InviteAsync(id, "ben")).ShouldBe(201).Json.GetProperty("status").GetString().ShouldBe("invited");
        (await events.InviteAsync(id, "CLEO@example.org")).ShouldBe(201);

        (await EventFixture.SeeAsync(events.Ben, id))
            .GetProperty("my_booking")
            .GetProperty("status")
            .GetString()
            .ShouldBe("invited");
        var accepted = (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200).Json;
        Text(accepted, "status").ShouldBe("accepted");
        accepted.GetProperty("invited_by").GetInt64().ShouldBe(events.Ada.Id);
        (await EventFixture.WithdrawAsync(events.Cleo, id)).ShouldBe(204);
        (await events.Cleo.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        events.Kinds(events.Ben).ShouldBe(["invitation"]);
    }

    [Fact]
    public async Task People_are_invited_with_the_event_or_it_is_not_made()
    {
        await using var events = await EventFixture.OpenAsync();

        (await events.Ada.PostAsync("/api/events", events.Plan(new { invitees = new[] { "ben", "nobody" } })))
            .ShouldBe(400)
            .Errors.ShouldBe(["invitees: invalid"]);
        (await events.Ada.GetAsync("/api/events")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        var id = await events.PlanAsync(new { invitees = new[] { "ben", "cleo@example.org" } });

        Names(await events.Ada.GetAsync($"/api/events/{id}/attendees")).ShouldBe(["ben invited", "cleo invited"]);
        Names(await events.Ben.GetAsync($"/api/events/{id}/attendees")).ShouldBeEmpty();
        events.Kinds(events.Ben).ShouldBe(["invitation"]);
    }

    [Fact]
    public async Task An_edit_keeps_what_was_not_sent_and_counts_up()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { location = "Courtyard", price = 5 });

        var edited = await events.Ada.PatchAsync(
            $"/api/events/{id}",
            new
            {
                title = "Cinema",
                price = (string?)null,
                sequence = 0,
            }
        );
        var same = await events.Ada.PatchAsync($"/api/events/{id}", new { title = "Cinema", sequence = 1 });
        var stale = await events.Ada.PatchAsync($"/api/events/{id}", new { title = "Late", sequence = 0 });

        var seen = edited.ShouldBe(200).Json;
        Text(seen, "title").ShouldBe("Cinema");
        Text(seen, "location").ShouldBe("Courtyard");
        seen.GetProperty("price").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.GetProperty("sequence").GetInt64().ShouldBe(1);
        same.ShouldBe(200).Json.GetProperty("sequence").GetInt64().ShouldBe(1);
        stale.ShouldRefuse(409, "changed_meanwhile");
        Text(await EventFixture.SeeAsync(events.Ada, id), "title").ShouldBe("Cinema");
    }

    [Fact]
    public async Task Attendees_are_told_on_request_and_removed()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);
        await events.InviteAsync(id, "cleo");

        (await events.Ada.PostAsync($"/api/events/{id}/notify", new { message = "We meet at the gate." })).ShouldBe(
            204
        );
        (await events.Ada.DeleteAsync($"/api/events/{id}/attendees/ben")).ShouldBe(204);
        (await events.Ada.DeleteAsync($"/api/events/{id}/attendees/ben")).ShouldBe(204);

        events.Kinds(events.Ben).ShouldBe(["event_changed", "booking"]);
        events.Told(events.Cleo)[1].ShouldEndWith("We meet at the gate.");
        Names(await events.Ada.GetAsync($"/api/events/{id}/attendees")).ShouldBe(["cleo invited"]);
        (await events.Ada.GetAsync($"/api/events/{id}/attendees.csv")).Text.ShouldBe(
            "username,status,accepted_date\r\ncleo,invited,\r\n"
        );
    }

    [Fact]
    public async Task A_cancelled_event_is_gone_and_everybody_knows_why()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);
        await events.InviteAsync(id, "cleo");

        (await events.Ada.PostAsync($"/api/events/{id}/cancel", new { reason = "Rain." })).ShouldBe(204);

        foreach (var person in new[] { events.Ada, events.Ben, events.Cleo, events.Dora })
            (await person.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        (await EventFixture.BookAsync(events.Dora, id)).ShouldRefuse(404, "not_found");
        (await events.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(404, "not_found");
        events.Told(events.Ben)[^1].ShouldEndWith("was cancelled: Rain.");
        events.Kinds(events.Cleo)[^1].ShouldBe("event_cancelled");
        events.Kinds(events.Dora).ShouldBeEmpty();
        events.Kinds(events.Ada).ShouldNotContain("event_cancelled");
    }

    [Fact]
    public async Task Events_are_found_by_word_place_date_price_and_free_seats()
    {
        await using var events = await EventFixture.OpenAsync();
        await events.PlanAsync(
            new
            {
                title = "Cinema ÄRGER",
                location = "Yard",
                date = events.Ahead(3),
                price = 0,
            }
        );
        await events.PlanAsync(
            new
            {
                title = "Choir",
                location = "Attic 100%",
                date = events.Ahead(5),
                price = "3.00",
            }
        );
        var full = await events.PlanAsync(
            new
            {
                title = "Chess",
                date = events.Ahead(9),
                maximum_attendees = 1,
            }
        );
        await events.PlanAsync(
            new
            {
                title = "Secret",
                visibility = "invite-only",
                date = events.Ahead(4),
            }
        );
        await events.PlanAsync(new { title = "Past", date = events.Ahead(-9) });
        await EventFixture.BookAsync(events.Ben, full);

        (await Titles(events.Ben, "")).ShouldBe(["Cinema ÄRGER", "Choir", "Chess"]);
        (await Titles(events.Ada, "")).ShouldBe(["Cinema ÄRGER", "Secret", "Choir", "Chess"]);
        (await Titles(events.Ben, "?search=%C3%A4rger")).ShouldBe(["Cinema ÄRGER"]);
        (await Titles(events.Ben, "?search=yard")).ShouldBe(["Cinema ÄRGER"]);
        (await Titles(events.Ben, "?location=100%25")).ShouldBe(["Choir"]);
        (await Titles(events.Ben, "?location=c%25r")).ShouldBeEmpty();
        (await Titles(events.Ben, $"?from={events.Ahead(4)}&to={events.Ahead(6)}")).ShouldBe(["Choir"]);
        (await Titles(events.Ben, $"?from={events.Ahead(-20)}&to={events.Ahead(0)}")).ShouldBe(["Past"]);
        (await Titles(events.Ben, "?price=free")).ShouldBe(["Cinema ÄRGER", "Chess"]);
        (await Titles(events.Cleo, "?seats=true")).ShouldBe(["Cinema ÄRGER", "Choir"]);
        (await Titles(events.Ben, "?mine=true")).ShouldBe(["Chess"]);
        using var user = events.Server.Stranger();
        (await Titles(user, "")).ShouldBe(["Cinema ÄRGER", "Choir", "Chess"]);
    }

    [Fact]
    public async Task A_long_list_is_walked_forth_and_back_without_gaps()
    {
        await using var events = await EventFixture.OpenAsync();
        for (var i = 0; i < 5; i++)
            await events.PlanAsync(new { title = $"Evening {i}", room = false });

        var seen = new List<string>();
        var page = (await events.Ben.GetAsync("/api/events?limit=2")).ShouldBe(200).Json;
        var first = page.GetProperty("results")[0].GetProperty("id").GetString();
        page.GetProperty("previous").ValueKind.ShouldBe(JsonValueKind.Null);
        while (true)
        {
            seen.AddRange(
                page.GetProperty("results").EnumerateArray().Select(found => found.GetProperty("id").GetString()!)
            );
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            page = (await events.Ben.GetAsync(new Uri(next).PathAndQuery)).ShouldBe(200).Json;
        }
        seen.Distinct().Count().ShouldBe(5);
        while (page.GetProperty("previous").GetString() is { } previous)
            page = (await events.Ben.GetAsync(new Uri(previous).PathAndQuery)).ShouldBe(200).Json;
        page.GetProperty("results")[0].GetProperty("id").GetString().ShouldBe(first);
    }

    private static async Task<List<string>> Titles(Person person, string query) =>
        [
            .. (await person.GetAsync("/api/events" + query))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(found => found.GetProperty("title").GetString()!),
        ];

    private static List<string> Names(Reply reply) =>
        [
            .. reply
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(row => $"{row.GetProperty("user").GetProperty("username")} {row.GetProperty("status")}"),
        ];

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static DateTimeOffset Instant(JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset();
}
