using System.Text.Json;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Events;

/// <summary>Messages that show an event: what is in them, for whom, and how they follow the event (contract section 5, objects).</summary>
public sealed class EventCardTests
{
    [Fact]
    public async Task A_link_to_an_event_makes_a_message_a_card_alike_for_all_and_at_every_door()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { maximum_attendees = 2, price = "7.50" });
        var room = await LobbyAsync(theatre);
        await using var ada = await Wire.JoinAsync(theatre.Ada, room);
        await using var ben = await Wire.JoinAsync(theatre.Ben, room);

        await ben.SayAsync(room, $"Shall we? {theatre.Server.Address}/event-detail?id={id}, all of us.");

        var live = await ada.MessageAsync();
        live.GetProperty("kind").GetString().ShouldBe("event");
        live.GetProperty("text").GetString().ShouldStartWith("Shall we?");
        var card = live.GetProperty("event");
        card.GetProperty("title").GetString().ShouldBe("Courtyard cinema");
        card.GetProperty("free_places").GetInt64().ShouldBe(2);
        card.TryGetProperty("my_booking", out _).ShouldBeFalse();
        (await ben.MessageAsync()).GetProperty("event").ToString().ShouldBe(card.ToString());
        var one = (await theatre.Cleo.GetAsync($"/api/messages/{live.Id()}")).ShouldBe(200).Json;
        one.GetProperty("event").ToString().ShouldBe(card.ToString());
        var rooms = (await theatre.Ada.GetAsync("/api/chats")).ShouldBe(200).Json.GetProperty("results");
        Room(rooms, room).GetProperty("last_message").GetProperty("kind").GetString().ShouldBe("event");
        Room(rooms, room).GetProperty("event").ValueKind.ShouldBe(JsonValueKind.Null);
        var own = (await Theatre.SeeAsync(theatre.Ada, id)).GetProperty("chat").GetInt64();
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
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        var room = await LobbyAsync(theatre);

        var posted = await PostAsync(theatre.Ben, room, string.Format(text, theatre.Server.Address, id));

        posted.GetProperty("event").GetProperty("id").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("http://elsewhere.example/event-detail?id={1}")]
    [InlineData("{0}/event-detail?id={1}0")]
    [InlineData("{0}/event-detail?id=00000000-0000-4000-8000-000000000000")]
    [InlineData("{1}")]
    public async Task Other_links_make_no_card(string text)
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        var room = await LobbyAsync(theatre);

        var posted = await PostAsync(theatre.Ben, room, string.Format(text, theatre.Server.Address, id));

        posted.GetProperty("kind").GetString().ShouldBe("text");
        posted.GetProperty("event").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Of_an_invite_only_event_a_card_elsewhere_shows_the_id_alone_and_its_own_room_all()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { visibility = "invite-only" });
        var own = (await Theatre.SeeAsync(theatre.Ada, id)).GetProperty("chat").GetInt64();
        var room = await LobbyAsync(theatre);
        var link = $"{theatre.Server.Address}/event-detail?id={id}";

        var guessed = await PostAsync(theatre.Ben, room, link);
        guessed.GetProperty("kind").GetString().ShouldBe("text");

        var shown = await PostAsync(theatre.Ada, room, link);
        shown.GetProperty("kind").GetString().ShouldBe("event");
        shown.GetProperty("event").ToString().ShouldBe($$"""{"id":"{{id}}"}""");
        (await theatre.Ben.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        var home = await PostAsync(theatre.Ada, own, link);
        home.GetProperty("event").GetProperty("title").GetString().ShouldBe("Courtyard cinema");
    }

    [Fact]
    public async Task Whoever_is_present_where_a_card_is_whole_sees_places_go_and_nobody_else()
    {
        await using var theatre = await Theatre.OpenAsync();
        var open = await theatre.PlanAsync(new { maximum_attendees = 3 });
        var hidden = await theatre.PlanAsync(new { maximum_attendees = 3, visibility = "invite-only" });
        await theatre.InviteAsync(hidden, "dora");
        var room = await LobbyAsync(theatre);
        var other = await theatre.Cleo.JoinAsync("kitchen");
        await PostAsync(theatre.Ada, room, $"{theatre.Server.Address}/events/{open}");
        await PostAsync(theatre.Ada, room, $"{theatre.Server.Address}/events/{hidden}");
        await using var here = await Wire.JoinAsync(theatre.Ben, room);
        await using var away = await Wire.JoinAsync(theatre.Cleo, other);

        (await Theatre.BookAsync(theatre.Dora, hidden)).ShouldBe(200);
        (await Theatre.BookAsync(theatre.Dora, open)).ShouldBe(200);

        var told = (await here.ExpectAsync("event_updated")).GetProperty("event");
        told.GetProperty("id").GetString().ShouldBe(open);
        told.GetProperty("free_places").GetInt64().ShouldBe(2);
        (await away.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "event_updated");
    }

    [Fact]
    public async Task A_card_follows_visibility_and_cancelling_as_a_new_version_of_its_message()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        var room = await LobbyAsync(theatre);
        var posted = await PostAsync(theatre.Ben, room, $"{theatre.Server.Address}/events/{id}");
        await using var line = await Wire.JoinAsync(theatre.Ben, room);

        (await theatre.Ada.PatchAsync($"/api/events/{id}", new { visibility = "invite-only" })).ShouldBe(200);
        var closed = await line.MessageAsync();
        closed.Id().ShouldBe(posted.Id());
        closed.Version().ShouldBe(posted.Version() + 1);
        closed.GetProperty("event").ToString().ShouldBe($$"""{"id":"{{id}}"}""");

        (await theatre.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldBe(204);
        var cancelled = await line.MessageAsync();
        cancelled.Version().ShouldBe(posted.Version() + 2);
        cancelled.GetProperty("kind").GetString().ShouldBe("event");
        cancelled.GetProperty("event").ToString().ShouldBe($$"""{"id":"{{id}}","cancelled":true}""");
        (await theatre.Ben.GetAsync($"/api/messages/{posted.Id()}"))
            .ShouldBe(200)
            .Json.GetProperty("event")
            .GetProperty("cancelled")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task With_other_words_a_message_shows_another_event_or_none_and_deleted_none()
    {
        await using var theatre = await Theatre.OpenAsync();
        var first = await theatre.PlanAsync(new { title = "First" });
        var second = await theatre.PlanAsync(new { title = "Second" });
        var room = await LobbyAsync(theatre);
        string Link(string id) => $"{theatre.Server.Address}/events/{id}";
        var message = (await PostAsync(theatre.Ben, room, "Soon more.")).Id();

        (await EditAsync(Link(first))).GetProperty("event").GetProperty("title").GetString().ShouldBe("First");
        (await EditAsync(Link(second))).GetProperty("event").GetProperty("title").GetString().ShouldBe("Second");
        (await EditAsync("Never mind.")).GetProperty("kind").GetString().ShouldBe("text");
        await EditAsync(Link(first));
        (await theatre.Ben.DeleteAsync($"/api/messages/{message}")).ShouldBe(204);
        var gone = (await theatre.Ben.GetAsync($"/api/messages/{message}")).ShouldBe(200).Json;
        gone.GetProperty("event").ValueKind.ShouldBe(JsonValueKind.Null);

        async Task<JsonElement> EditAsync(string text) =>
            (await theatre.Ben.PatchAsync($"/api/messages/{message}", new { text })).ShouldBe(200).Json;
    }

    [Fact]
    public async Task A_title_that_ends_scripts_ends_none_on_the_rooms_page()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { title = "</script><b>bold" });
        var room = await LobbyAsync(theatre);
        await PostAsync(theatre.Ben, room, $"{theatre.Server.Address}/events/{id}");

        var page = (await theatre.Ben.GetAsync($"/rooms/{room}")).ShouldBe(200).Text;

        page.ShouldContain("\\u003C/script\\u003E");
        page.ShouldNotContain("</script><b>bold");
    }

    private static async Task<long> LobbyAsync(Theatre theatre)
    {
        var room = await theatre.Ada.JoinAsync("lobby");
        foreach (var person in new[] { theatre.Ben, theatre.Cleo })
            await person.JoinAsync("lobby");
        return room;
    }

    private static async Task<JsonElement> PostAsync(Person person, long room, string text) =>
        (await person.PostAsync($"/api/chats/{room}/messages", new { text })).ShouldBe(201).Json;

    private static JsonElement Room(JsonElement rooms, long id) =>
        rooms.EnumerateArray().Single(room => room.Id() == id);
}
