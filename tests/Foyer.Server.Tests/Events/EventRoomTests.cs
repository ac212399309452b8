using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

public sealed class EventRoomTests
{
    [Fact]
    public async Task A_booking_opens_the_room_and_its_end_closes_it()
    {
        await using var events = await EventFixture.OpenAsync();
        var (id, chat) = await PlanAsync(events);
        (await events.Ben.GetAsync($"/api/chats/{chat}")).ShouldRefuse(404, "not_found");

        await EventFixture.BookAsync(events.Ben, id);

        (await RoleAsync(events.Ben, chat)).ShouldBe("member");
        (await SayAsync(events.Ben, chat, "Which door?")).ShouldBe(201);
        await EventFixture.WithdrawAsync(events.Ben, id);
        (await events.Ben.GetAsync($"/api/chats/{chat}")).ShouldRefuse(404, "not_found");
        (await SayAsync(events.Ben, chat, "Still here?")).ShouldRefuse(404, "not_found");
        (await LinesAsync(events.Ada, chat)).ShouldBe([
            "ada has joined the chat",
            "ben has joined the chat",
            "Which door?",
            "ben has left the chat",
        ]);
    }

    [Fact]
    public async Task Invited_and_waiting_people_read_and_do_not_write()
    {
        await using var events = await EventFixture.OpenAsync();
        var (id, chat) = await PlanAsync(events, new { maximum_attendees = 1 });
        await events.InviteAsync(id, "cleo");
        await EventFixture.BookAsync(events.Ben, id);
        await EventFixture.BookAsync(events.Dora, id, waitlist: true);

        foreach (var reader in new[] { events.Cleo, events.Dora })
        {
            (await RoleAsync(reader, chat)).ShouldBe("reader");
            (await SayAsync(reader, chat, "Hello")).ShouldRefuse(403, "permission_denied");
        }
        (await events.Ada.GetAsync($"/api/chats/{chat}")).Json.GetProperty("members").GetInt64().ShouldBe(2);
        await EventFixture.WithdrawAsync(events.Ben, id);
        await EventFixture.BookAsync(events.Dora, id);
        (await RoleAsync(events.Dora, chat)).ShouldBe("member");
        (await SayAsync(events.Dora, chat, "Hello")).ShouldBe(201);
        (await LinesAsync(events.Ada, chat)).ShouldBe([
            "ada has joined the chat",
            "ben has joined the chat",
            "ben has left the chat",
            "dora has joined the chat",
            "Hello",
        ]);
    }

    [Fact]
    public async Task A_removed_attendee_is_out_of_the_room()
    {
        await using var events = await EventFixture.OpenAsync();
        var (id, chat) = await PlanAsync(events);
        await EventFixture.BookAsync(events.Ben, id);

        await events.Ada.DeleteAsync($"/api/events/{id}/attendees/ben");

        (await events.Ben.GetAsync($"/api/chats/{chat}/messages")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_room_can_be_had_later_and_be_closed_and_opened()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { room = false });
        (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("chat").ValueKind.ShouldBe(JsonValueKind.Null);
        await EventFixture.BookAsync(events.Ben, id);

        var opened = (await events.Ada.PatchAsync($"/api/events/{id}", new { room = true })).ShouldBe(200).Json;
        var chat = opened.GetProperty("chat").GetInt64();
        (await SayAsync(events.Ben, chat, "Here I am")).ShouldBe(201);
        await events.Ada.PatchAsync($"/api/events/{id}", new { room = false });
        (await SayAsync(events.Ben, chat, "And now?")).ShouldRefuse(409, "archived");
        await events.Ada.PatchAsync($"/api/events/{id}", new { room = true });
        (await SayAsync(events.Ben, chat, "Again")).ShouldBe(201);
    }

    [Fact]
    public async Task The_room_has_the_events_name_and_follows_it()
    {
        await using var events = await EventFixture.OpenAsync();
        var (id, chat) = await PlanAsync(events);

        await events.Ada.PatchAsync($"/api/events/{id}", new { title = "Roof cinema " + new string('é', 100) });

        var name = (await events.Ada.GetAsync($"/api/chats/{chat}")).Json.GetProperty("name").GetString()!;
        name.ShouldStartWith("Roof cinema éé");
        name.Length.ShouldBe(64);
    }

    [Fact]
    public async Task The_room_is_read_only_some_days_after_the_end()
    {
        await using var events = await EventFixture.OpenAsync(
            "--Foyer:Events:RoomDays=2",
            "--Foyer:Sessions:LifetimeHours=2000"
        );
        var (_, chat) = await PlanAsync(events, new { date = events.Ahead(1) });

        events.Server.Clock.Move(TimeSpan.FromDays(3));
        await events.TickAsync();
        (await SayAsync(events.Ada, chat, "Thank you all")).ShouldBe(201);
        events.Server.Clock.Move(TimeSpan.FromDays(1));
        await events.TickAsync();

        (await SayAsync(events.Ada, chat, "Anybody?")).ShouldRefuse(409, "archived");
        (await LinesAsync(events.Ada, chat)).ShouldContain("Thank you all");
    }

    [Fact]
    public async Task After_a_cancellation_the_room_says_why_is_read_and_goes()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var (id, chat) = await PlanAsync(events);
        await EventFixture.BookAsync(events.Ben, id);
        await events.InviteAsync(id, "cleo");

        await events.Ada.PostAsync($"/api/events/{id}/cancel", new { reason = "Rain." });

        foreach (var person in new[] { events.Ada, events.Ben, events.Cleo })
        {
            (await RoleAsync(person, chat)).ShouldBe("reader");
            (await SayAsync(person, chat, "Oh")).ShouldRefuse(403, "permission_denied");
        }
        (await LinesAsync(events.Ben, chat))[^1].ShouldEndWith("was cancelled: Rain.");
        (await LinesAsync(events.Ben, chat)).ShouldNotContain(line => line.Contains("left"));
        events.Server.Clock.Move(TimeSpan.FromDays(8));
        await events.TickAsync();
        (await events.Ben.GetAsync($"/api/chats/{chat}")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task People_are_reminded_a_day_and_an_hour_before_each_once_also_over_a_restart()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var start = events.Server.Clock.GetUtcNow().AddDays(2);
        var (id, chat) = await PlanAsync(
            events,
            new { date = start.ToString("yyyy-MM-dd"), time = start.ToString("HH:mm") }
        );
        await EventFixture.BookAsync(events.Ben, id);
        await events.InviteAsync(id, "cleo");

        events.Server.Clock.Move(TimeSpan.FromHours(25));
        await events.TickAsync();
        await events.TickAsync();
        events.Server.Clock.Move(TimeSpan.FromHours(22));
        await events.TickAsync();
        await events.TickAsync();

        events.Kinds(events.Ben).ShouldBe(["reminder", "reminder"]);
        events.Kinds(events.Ada).Count(kind => kind == "reminder").ShouldBe(2);
        events.Kinds(events.Cleo).ShouldBe(["invitation"]);
        (await LinesAsync(events.Ben, chat)).Count(line => line.Contains("begins tomorrow")).ShouldBe(1);
        (await LinesAsync(events.Ben, chat)).Count(line => line.Contains("begins in an hour")).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_plans_for_today_needs_no_reminder_of_the_day_before()
    {
        await using var events = await EventFixture.OpenAsync();
        var start = events.Server.Clock.GetUtcNow().AddHours(3);
        await PlanAsync(events, new { date = start.ToString("yyyy-MM-dd"), time = start.ToString("HH:mm") });

        await events.TickAsync();
        events.Kinds(events.Ada).ShouldBeEmpty();
        events.Server.Clock.Move(TimeSpan.FromHours(2.5));
        await events.TickAsync();

        events.Kinds(events.Ada).ShouldBe(["reminder"]);
    }

    [Fact]
    public async Task Members_hear_of_a_new_name_of_closing_and_of_their_own_part()
    {
        await using var events = await EventFixture.OpenAsync();
        var (id, chat) = await PlanAsync(events);
        await using var ben = await WebSocketClient.OpenAsync(events.Ben);

        await events.InviteAsync(id, "ben");
        Role(await ben.ExpectAsync("chat_updated")).ShouldBe("reader");
        await EventFixture.BookAsync(events.Ben, id);
        Role(await ben.ExpectAsync("chat_updated")).ShouldBe("member");

        (await events.Ada.PatchAsync($"/api/events/{id}", new { title = "Roof cinema" })).ShouldBe(200);
        var renamed = await GatheredAsync();
        renamed.GetProperty("name").GetString().ShouldBe("Roof cinema");
        renamed.GetProperty("event").GetString().ShouldBe(id);
        renamed.GetProperty("chat").GetInt64().ShouldBe(chat);
        (await events.Ada.PatchAsync($"/api/events/{id}", new { room = false })).ShouldBe(200);
        (await GatheredAsync()).GetProperty("archived").GetBoolean().ShouldBeTrue();
        (await events.Ada.PatchAsync($"/api/events/{id}", new { room = true })).ShouldBe(200);
        (await GatheredAsync()).GetProperty("archived").GetBoolean().ShouldBeFalse();

        await EventFixture.WithdrawAsync(events.Ben, id);
        Role(await ben.ExpectAsync("chat_updated")).ShouldBeNull();
        await EventFixture.BookAsync(events.Ben, id);
        Role(await ben.ExpectAsync("chat_updated")).ShouldBe("member");
        (await events.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldBe(204);
        Role(await ben.ExpectAsync("chat_updated")).ShouldBe("reader");

        // At most one per second and room, and the clock does not move.
        async Task<JsonElement> GatheredAsync()
        {
            events.Server.Clock.Move(TimeSpan.FromSeconds(2));
            return await ben.ExpectAsync("chat_updated");
        }

        static string? Role(JsonElement frame) => frame.GetProperty("role").GetString();
    }

    [Fact]
    public async Task A_room_that_comes_with_a_booking_is_left_by_withdrawing()
    {
        await using var events = await EventFixture.OpenAsync();
        var (id, chat) = await PlanAsync(events);
        await EventFixture.BookAsync(events.Ben, id);

        (await events.Ben.PostAsync($"/api/chats/{chat}/leave")).ShouldRefuse(403, "permission_denied");
        (await events.Ada.PostAsync($"/api/chats/{chat}/leave")).ShouldRefuse(403, "permission_denied");
        (await RoleAsync(events.Ben, chat)).ShouldBe("member");

        events.Server.Clock.Move(TimeSpan.FromDays(8));
        await events.Ben.SignInAsync();
        (await events.Ben.PostAsync($"/api/chats/{chat}/leave")).ShouldBe(204);
    }

    private static async Task<(string Id, long Chat)> PlanAsync(EventFixture events, object? fields = null)
    {
        var id = await events.PlanAsync(fields);
        return (id, (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("chat").GetInt64());
    }

    private static Task<Reply> SayAsync(Person person, long chat, string text) =>
        person.PostAsync($"/api/chats/{chat}/messages", new { text });

    private static async Task<string?> RoleAsync(Person person, long chat) =>
        (await person.GetAsync($"/api/chats/{chat}")).ShouldBe(200).Json.GetProperty("role").GetString();

    private static async Task<List<string>> LinesAsync(Person person, long chat) =>
        [
            .. (await person.GetAsync($"/api/chats/{chat}/messages?sort=timestamp"))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(line => line.GetProperty("text").GetString()!),
        ];
}
