using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

/// <summary>Messages that show an event: what is in them, for whom, and how they follow the event.</summary>
public sealed class EventCardTests
{
    [Fact]
    public async Task A_link_to_an_event_makes_a_message_a_card_alike_for_all_and_at_every_door()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 2, price = "7.50" });
        var room = await LobbyAsync(events);
        await using var ada = await WebSocketClient.JoinAsync(events.Ada, room);
        await using var ben = await WebSocketClient.JoinAsync(events.Ben, room);

        await ben.SendMessageAsync(room, $"Shall we? {events.Server.Address}/event-detail?id={id}, all of us.");

        var live = await ada.MessageAsync();
        live.GetProperty("kind").GetString().ShouldBe("event");
        live.GetProperty("text").GetString().ShouldStartWith("Shall we?");
        var card = live.GetProperty("event");
        card.GetProperty("title").GetString().ShouldBe("Courtyard cinema");
        card.GetProperty("free_places").GetInt64().ShouldBe(2);
        card.TryGetProperty("my_booking", out _).ShouldBeFalse();
        (await ben.MessageAsync()).GetProperty("event").ToString().ShouldBe(card.ToString());
        var one = (await events.Cleo.GetAsync($"/api/messages/{live.Id()}")).ShouldBe(200).Json;
        one.GetProperty("event").ToString().ShouldBe(card.ToString());
        var rooms = (await events.Ada.GetAsync("/api/chats")).ShouldBe(200).Json.GetProperty("results");
        Room(rooms, room).GetProperty("last_message").GetProperty("kind").GetString().ShouldBe("event");
        Room(rooms, room).GetProperty("event").ValueKind.ShouldBe(JsonValueKind.Null);
        var own = (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("chat").GetInt64();
        Room(rooms, own).GetProperty("event").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("{0}/event-detail?id={1}")]
    [InlineData("{0}/events/{1}")]
    [InlineData("<{0}/event-detail?from=mail&id={1}>")]
    [InlineData("http://localhost:1/event-detail?id={1}")]
    [InlineData("http://elsewhere.example/event-detail?id={1} or {0}/events/{1}")]
    public async Task Links_of_this_house_are_known_by_each_of_its_names(string text)
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        var room = await LobbyAsync(events);

        var posted = await PostAsync(events.Ben, room, string.Format(text, events.Server.Address, id));

        posted.GetProperty("event").GetProperty("id").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("http://elsewhere.example/event-detail?id={1}")]
    [InlineData("{0}/event-detail?id={1}0")]
    [InlineData("{0}/event-detail?id=00000000-0000-4000-8000-000000000000")]
    [InlineData("{1}")]
    public async Task Other_links_make_no_card(string text)
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        var room = await LobbyAsync(events);

        var posted = await PostAsync(events.Ben, room, string.Format(text, events.Server.Address, id));

        posted.GetProperty("kind").GetString().ShouldBe("text");
        posted.GetProperty("event").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Of_an_invite_only_event_a_card_elsewhere_shows_the_id_alone_and_its_own_room_all()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { visibility = "invite-only" });
        var own = (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("chat").GetInt64();
        var room = await LobbyAsync(events);
        var link = $"{events.Server.Address}/event-detail?id={id}";

        var guessed = await PostAsync(events.Ben, room, link);
        guessed.GetProperty("kind").GetString().ShouldBe("text");

        var shown = await PostAsync(events.Ada, room, link);
        shown.GetProperty("kind").GetString().ShouldBe("event");
        shown.GetProperty("event").ToString().ShouldBe($$"""{"id":"{{id}}"}""");
        (await events.Ben.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        var home = await PostAsync(events.Ada, own, link);
        home.GetProperty("event").GetProperty("title").GetString().ShouldBe("Courtyard cinema");
    }

    [Fact]
    public async Task Whoever_is_present_where_a_card_is_whole_sees_places_go_and_nobody_else()
    {
        await using var events = await EventFixture.OpenAsync();
        var open = await events.PlanAsync(new { maximum_attendees = 3 });
        var hidden = await events.PlanAsync(new { maximum_attendees = 3, visibility = "invite-only" });
        await events.InviteAsync(hidden, "dora");
        var room = await LobbyAsync(events);
        var other = await events.Cleo.JoinAsync("kitchen");
        await PostAsync(events.Ada, room, $"{events.Server.Address}/events/{open}");
        await PostAsync(events.Ada, room, $"{events.Server.Address}/events/{hidden}");
        await using var here = await WebSocketClient.JoinAsync(events.Ben, room);
        await using var away = await WebSocketClient.JoinAsync(events.Cleo, other);

        (await EventFixture.BookAsync(events.Dora, hidden)).ShouldBe(200);
        (await EventFixture.BookAsync(events.Dora, open)).ShouldBe(200);

        var told = (await here.ExpectAsync("event_updated")).GetProperty("event");
        told.GetProperty("id").GetString().ShouldBe(open);
        told.GetProperty("free_places").GetInt64().ShouldBe(2);
        (await away.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "event_updated");
    }

    [Fact]
    public async Task A_card_follows_visibility_and_cancelling_as_a_new_version_of_its_message()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        var room = await LobbyAsync(events);
        var posted = await PostAsync(events.Ben, room, $"{events.Server.Address}/events/{id}");
        await using var line = await WebSocketClient.JoinAsync(events.Ben, room);

        (await events.Ada.PatchAsync($"/api/events/{id}", new { visibility = "invite-only" })).ShouldBe(200);
        var closed = await line.MessageAsync();
        closed.Id().ShouldBe(posted.Id());
        closed.Version().ShouldBe(posted.Version() + 1);
        closed.GetProperty("event").ToString().ShouldBe($$"""{"id":"{{id}}"}""");

        (await events.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldBe(204);
        var cancelled = await line.MessageAsync();
        cancelled.Version().ShouldBe(posted.Version() + 2);
        cancelled.GetProperty("kind").GetString().ShouldBe("event");
        cancelled.GetProperty("event").ToString().ShouldBe($$"""{"id":"{{id}}","cancelled":true}""");
        (await events.Ben.GetAsync($"/api/messages/{posted.Id()}"))
            .ShouldBe(200)
            .Json.GetProperty("event")
            .GetProperty("cancelled")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task With_other_words_a_message_shows_another_event_or_none_and_deleted_none()
    {
        await using var events = await EventFixture.OpenAsync();
        var first = await events.PlanAsync(new { title = "First" });
        var second = await events.PlanAsync(new { title = "Second" });
        var room = await LobbyAsync(events);
        string Link(string id) => $"{events.Server.Address}/events/{id}";
        var message = (await PostAsync(events.Ben, room, "Soon more.")).Id();

        (await EditAsync(Link(first))).GetProperty("event").GetProperty("title").GetString().ShouldBe("First");
        (await EditAsync(Link(second))).GetProperty("event").GetProperty("title").GetString().ShouldBe("Second");
        (await EditAsync("Never mind.")).GetProperty("kind").GetString().ShouldBe("text");
        await EditAsync(Link(first));
        (await events.Ben.DeleteAsync($"/api/messages/{message}")).ShouldBe(204);
        var gone = (await events.Ben.GetAsync($"/api/messages/{message}")).ShouldBe(200).Json;
        gone.GetProperty("event").ValueKind.ShouldBe(JsonValueKind.Null);

        async Task<JsonElement> EditAsync(string text) =>
            (await events.Ben.PatchAsync($"/api/messages/{message}", new { text })).ShouldBe(200).Json;
    }

    [Fact]
    public async Task A_title_that_ends_scripts_ends_none_on_the_rooms_page()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { title = "</script><b>bold" });
        var room = await LobbyAsync(events);
        await PostAsync(events.Ben, room, $"{events.Server.Address}/events/{id}");

        var page = (await events.Ben.GetAsync($"/rooms/{room}")).ShouldBe(200).Text;

        page.ShouldContain("\\u003C/script\\u003E");
        page.ShouldNotContain("</script><b>bold");
    }

    private static async Task<long> LobbyAsync(EventFixture events)
    {
        var room = await events.Ada.JoinAsync("lobby");
        foreach (var person in new[] { events.Ben, events.Cleo })
            await person.JoinAsync("lobby");
        return room;
    }

    private static async Task<JsonElement> PostAsync(Person person, long room, string text) =>
        (await person.PostAsync($"/api/chats/{room}/messages", new { text })).ShouldBe(201).Json;

    private static JsonElement Room(JsonElement rooms, long id) =>
        rooms.EnumerateArray().Single(room => room.Id() == id);
}
