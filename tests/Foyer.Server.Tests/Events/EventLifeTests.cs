using System.Text.Json;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Events;

public sealed class EventLifeTests
{
    [Fact]
    public async Task An_event_shows_all_that_was_given_and_empty_fields_as_null()
    {
        await using var theatre = await Theatre.OpenAsync();
        var full = await theatre.PlanAsync(
            new
            {
                location = "Courtyard",
                maximum_attendees = 20,
                price = "12.50",
                time_zone = "Europe/Berlin",
                duration_minutes = 90,
            }
        );
        var bare = await theatre.PlanAsync(new { time = (string?)null });

        var seen = await Theatre.SeeAsync(theatre.Ben, full);
        var empty = await Theatre.SeeAsync(theatre.Ben, bare);

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
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { maximum_attendees = 2 });

        var first = (await Theatre.BookAsync(theatre.Ben, id)).ShouldBe(200).Json;
        var again = (await Theatre.BookAsync(theatre.Ben, id)).ShouldBe(200).Json;

        Text(first, "status").ShouldBe("accepted");
        Text(first, "accepted_date").ShouldBe(theatre.Ahead(0));
        Text(again, "id").ShouldBe(Text(first, "id"));
        var seen = await Theatre.SeeAsync(theatre.Ben, id);
        seen.GetProperty("attendees").GetInt64().ShouldBe(1);
        seen.GetProperty("my_booking").GetProperty("id").GetString().ShouldBe(Text(first, "id"));
        (await Theatre.SeeAsync(theatre.Cleo, id)).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);

        (await Theatre.WithdrawAsync(theatre.Ben, id)).ShouldBe(204);
        (await Theatre.WithdrawAsync(theatre.Ben, id)).ShouldBe(204);
        (await Theatre.SeeAsync(theatre.Ben, id)).GetProperty("attendees").GetInt64().ShouldBe(0);
        theatre
            .Told(theatre.Ada)
            .ShouldBe([
                "booking: ben is coming to “Courtyard cinema”.",
                "booking: ben is no longer coming to “Courtyard cinema”.",
            ]);
    }

    [Fact]
    public async Task An_invitation_lets_one_see_and_is_accepted_or_declined()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { visibility = "invite-only" });
        (await theatre.Ben.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");

        (await theatre.InviteAsync(id, "ben")).ShouldBe(201).Json.GetProperty("status").GetString().ShouldBe("invited");
        (await theatre.InviteAsync(id, "CLEO@example.org")).ShouldBe(201);

        (await Theatre.SeeAsync(theatre.Ben, id))
            .GetProperty("my_booking")
            .GetProperty("status")
            .GetString()
            .ShouldBe("invited");
        var accepted = (await Theatre.BookAsync(theatre.Ben, id)).ShouldBe(200).Json;
        Text(accepted, "status").ShouldBe("accepted");
        accepted.GetProperty("invited_by").GetInt64().ShouldBe(theatre.Ada.Id);
        (await Theatre.WithdrawAsync(theatre.Cleo, id)).ShouldBe(204);
        (await theatre.Cleo.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        theatre.Kinds(theatre.Ben).ShouldBe(["invitation"]);
        theatre.Mails(theatre.Ben).ShouldBe(1);
    }

    [Fact]
    public async Task People_are_invited_with_the_event_or_it_is_not_made()
    {
        await using var theatre = await Theatre.OpenAsync();

        (await theatre.Ada.PostAsync("/api/events", theatre.Plan(new { invitees = new[] { "ben", "nobody" } })))
            .ShouldBe(400)
            .Errors.ShouldBe(["invitees: invalid"]);
        (await theatre.Ada.GetAsync("/api/events")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        var id = await theatre.PlanAsync(new { invitees = new[] { "ben", "cleo@example.org" } });

        Names(await theatre.Ada.GetAsync($"/api/events/{id}/attendees")).ShouldBe(["ben invited", "cleo invited"]);
        Names(await theatre.Ben.GetAsync($"/api/events/{id}/attendees")).ShouldBeEmpty();
        theatre.Kinds(theatre.Ben).ShouldBe(["invitation"]);
    }

    [Fact]
    public async Task An_edit_keeps_what_was_not_sent_and_counts_up()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { location = "Courtyard", price = 5 });

        var edited = await theatre.Ada.PatchAsync(
            $"/api/events/{id}",
            new
            {
                title = "Cinema",
                price = (string?)null,
                sequence = 0,
            }
        );
        var same = await theatre.Ada.PatchAsync($"/api/events/{id}", new { title = "Cinema", sequence = 1 });
        var stale = await theatre.Ada.PatchAsync($"/api/events/{id}", new { title = "Late", sequence = 0 });

        var seen = edited.ShouldBe(200).Json;
        Text(seen, "title").ShouldBe("Cinema");
        Text(seen, "location").ShouldBe("Courtyard");
        seen.GetProperty("price").ValueKind.ShouldBe(JsonValueKind.Null);
        seen.GetProperty("sequence").GetInt64().ShouldBe(1);
        same.ShouldBe(200).Json.GetProperty("sequence").GetInt64().ShouldBe(1);
        stale.ShouldRefuse(409, "changed_meanwhile");
        Text(await Theatre.SeeAsync(theatre.Ada, id), "title").ShouldBe("Cinema");
    }

    [Fact]
    public async Task Attendees_are_told_on_request_and_removed()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Ben, id);
        await theatre.InviteAsync(id, "cleo");

        (await theatre.Ada.PostAsync($"/api/events/{id}/notify", new { message = "We meet at the gate." })).ShouldBe(
            204
        );
        (await theatre.Ada.DeleteAsync($"/api/events/{id}/attendees/ben")).ShouldBe(204);
        (await theatre.Ada.DeleteAsync($"/api/events/{id}/attendees/ben")).ShouldBe(204);

        theatre.Kinds(theatre.Ben).ShouldBe(["event_changed", "booking"]);
        theatre.Told(theatre.Cleo)[1].ShouldEndWith("We meet at the gate.");
        Names(await theatre.Ada.GetAsync($"/api/events/{id}/attendees")).ShouldBe(["cleo invited"]);
        (await theatre.Ada.GetAsync($"/api/events/{id}/attendees.csv")).Text.ShouldBe(
            "username,status,accepted_date\r\ncleo,invited,\r\n"
        );
    }

    [Fact]
    public async Task A_cancelled_event_is_gone_and_everybody_knows_why()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Ben, id);
        await theatre.InviteAsync(id, "cleo");

        (await theatre.Ada.PostAsync($"/api/events/{id}/cancel", new { reason = "Rain." })).ShouldBe(204);

        foreach (var person in new[] { theatre.Ada, theatre.Ben, theatre.Cleo, theatre.Dora })
            (await person.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        (await Theatre.BookAsync(theatre.Dora, id)).ShouldRefuse(404, "not_found");
        (await theatre.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(404, "not_found");
        theatre.Told(theatre.Ben)[^1].ShouldEndWith("was cancelled: Rain.");
        theatre.Kinds(theatre.Cleo)[^1].ShouldBe("event_cancelled");
        theatre.Kinds(theatre.Dora).ShouldBeEmpty();
        theatre.Kinds(theatre.Ada).ShouldNotContain("event_cancelled");
    }

    [Fact]
    public async Task Events_are_found_by_word_place_date_price_and_free_seats()
    {
        await using var theatre = await Theatre.OpenAsync();
        await theatre.PlanAsync(
            new
            {
                title = "Cinema ÄRGER",
                location = "Yard",
                date = theatre.Ahead(3),
                price = 0,
            }
        );
        await theatre.PlanAsync(
            new
            {
                title = "Choir",
                location = "Attic 100%",
                date = theatre.Ahead(5),
                price = "3.00",
            }
        );
        var full = await theatre.PlanAsync(
            new
            {
                title = "Chess",
                date = theatre.Ahead(9),
                maximum_attendees = 1,
            }
        );
        await theatre.PlanAsync(
            new
            {
                title = "Secret",
                visibility = "invite-only",
                date = theatre.Ahead(4),
            }
        );
        await theatre.PlanAsync(new { title = "Past", date = theatre.Ahead(-9) });
        await Theatre.BookAsync(theatre.Ben, full);

        (await Titles(theatre.Ben, "")).ShouldBe(["Cinema ÄRGER", "Choir", "Chess"]);
        (await Titles(theatre.Ada, "")).ShouldBe(["Cinema ÄRGER", "Secret", "Choir", "Chess"]);
        (await Titles(theatre.Ben, "?search=%C3%A4rger")).ShouldBe(["Cinema ÄRGER"]);
        (await Titles(theatre.Ben, "?search=yard")).ShouldBe(["Cinema ÄRGER"]);
        (await Titles(theatre.Ben, "?location=100%25")).ShouldBe(["Choir"]);
        (await Titles(theatre.Ben, "?location=c%25r")).ShouldBeEmpty();
        (await Titles(theatre.Ben, $"?from={theatre.Ahead(4)}&to={theatre.Ahead(6)}")).ShouldBe(["Choir"]);
        (await Titles(theatre.Ben, $"?from={theatre.Ahead(-20)}&to={theatre.Ahead(0)}")).ShouldBe(["Past"]);
        (await Titles(theatre.Ben, "?price=free")).ShouldBe(["Cinema ÄRGER", "Chess"]);
        (await Titles(theatre.Cleo, "?seats=true")).ShouldBe(["Cinema ÄRGER", "Choir"]);
        (await Titles(theatre.Ben, "?mine=true")).ShouldBe(["Chess"]);
        using var visitor = theatre.Server.Stranger();
        (await Titles(visitor, "")).ShouldBe(["Cinema ÄRGER", "Choir", "Chess"]);
    }

    [Fact]
    public async Task A_long_list_is_walked_forth_and_back_without_gaps()
    {
        await using var theatre = await Theatre.OpenAsync();
        for (var i = 0; i < 5; i++)
            await theatre.PlanAsync(new { title = $"Evening {i}", room = false });

        var seen = new List<string>();
        var page = (await theatre.Ben.GetAsync("/api/events?limit=2")).ShouldBe(200).Json;
        var first = page.GetProperty("results")[0].GetProperty("id").GetString();
        page.GetProperty("previous").ValueKind.ShouldBe(JsonValueKind.Null);
        while (true)
        {
            seen.AddRange(
                page.GetProperty("results").EnumerateArray().Select(found => found.GetProperty("id").GetString()!)
            );
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            page = (await theatre.Ben.GetAsync(new Uri(next).PathAndQuery)).ShouldBe(200).Json;
        }
        seen.Distinct().Count().ShouldBe(5);
        while (page.GetProperty("previous").GetString() is { } previous)
            page = (await theatre.Ben.GetAsync(new Uri(previous).PathAndQuery)).ShouldBe(200).Json;
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
