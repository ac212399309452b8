using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

public sealed class EventSubscriptionsTests
{
    [Fact]
    public async Task Whoever_watches_an_event_sees_its_places_go_and_come()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 2 });
        await using var line = await WebSocketClient.OpenAsync(events.Cleo);
        await WatchAsync(line, id);

        await EventFixture.BookAsync(events.Ben, id);

        var updated = (await line.ExpectAsync("event_updated")).GetProperty("event");
        updated.GetProperty("free_places").GetInt64().ShouldBe(1);
        updated.TryGetProperty("my_booking", out _).ShouldBeFalse();
        var fetched = await EventFixture.SeeAsync(events.Cleo, id);
        foreach (var property in updated.EnumerateObject())
            fetched.GetProperty(property.Name).ToString().ShouldBe(property.Value.ToString(), property.Name);
    }

    [Fact]
    public async Task What_one_may_not_see_one_may_not_watch_also_not_any_more()
    {
        await using var events = await EventFixture.OpenAsync();
        var hidden = await events.PlanAsync(new { visibility = "invite-only" });
        var shown = await events.PlanAsync();
        await events.InviteAsync(hidden, "cleo");
        await using var ben = await WebSocketClient.OpenAsync(events.Ben);
        await using var cleo = await WebSocketClient.OpenAsync(events.Cleo);
        await WatchAsync(cleo, hidden);
        await WatchAsync(cleo, shown);

        await ben.SendAsync(new { event_type = "watch_event", @event = hidden });
        await ben.RefusedAsync("not_found");
        await ben.SendAsync(new { event_type = "watch_event", @event = "tonight" });
        await ben.RefusedAsync("invalid");

        await EventFixture.WithdrawAsync(events.Cleo, hidden);
        await events.Ada.PatchAsync($"/api/events/{hidden}", new { title = "Still secret" });
        await events.Ada.PatchAsync($"/api/events/{shown}", new { title = "For all" });

        (await cleo.ExpectAsync("event_updated"))
            .GetProperty("event")
            .GetProperty("title")
            .GetString()
            .ShouldBe("For all");
    }

    [Fact]
    public async Task Commands_list_show_book_and_answer()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 1, location = "Courtyard" });
        var room = (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("chat").GetInt64();
        var lobby = (await events.Ben.PostAsync("/api/chats/join", new { name = "lobby" }))
            .Json.GetProperty("id")
            .GetInt64();
        await events.InviteAsync(id, "cleo");

        (await TypeAsync(events.Ben, lobby, "/events")).ShouldContain("1. Courtyard cinema");
        (await TypeAsync(events.Ben, lobby, "/event 1")).ShouldContain("Bring a blanket.");
        (await TypeAsync(events.Ben, lobby, "/book 1")).ShouldBe("You have a place.");
        (await TypeAsync(events.Ben, room, "/rsvp no")).ShouldBe("You have no place there.");
        (await TypeAsync(events.Cleo, room, "/rsvp yes")).ShouldBe("You have a place.");
        (await SendAsync(events.Ben, lobby, $"/book {id}")).ShouldRefuse(409, "event_full");
        (await SendAsync(events.Ben, lobby, "/book 7")).ShouldRefuse(400, "usage");
        (await SendAsync(events.Ben, lobby, "/rsvp yes")).ShouldRefuse(404, "not_found");
        (await TypeAsync(events.Ben, lobby, "/event new")).ShouldEndWith("/event-create");
    }

    [Fact]
    public async Task An_event_is_planned_by_command_field_by_field_or_refused_field_by_field()
    {
        await using var events = await EventFixture.OpenAsync();
        var lobby = await events.Ben.JoinAsync("lobby");

        var form = (await SendAsync(events.Ben, lobby, "/event new")).ShouldBe(200).Json;
        form.GetProperty("page").GetString().ShouldBe("/event-create");
        var said = await TypeAsync(
            events.Ben,
            lobby,
            $"/event new title=\"Soup for forty\" description=\"Bring a bowl.\" date={events.Ahead(3)} time=18:30 price=2.50 maximum_attendees=40"
        );

        said.ShouldStartWith("“Soup for forty” is planned: ");
        var made = await EventFixture.SeeAsync(events.Ben, said.Split("id=")[1]);
        made.GetProperty("price").GetString().ShouldBe("2.50");
        made.GetProperty("maximum_attendees").GetInt64().ShouldBe(40);
        made.GetProperty("visibility").GetString().ShouldBe("public");
        (await SendAsync(events.Ben, lobby, "/event new title=Soup date=tomorrow"))
            .ShouldBe(400)
            .Errors.ShouldBe(["description: required", "date: invalid"]);
        foreach (var wrong in new[] { "/event new soup", "/event new title=", "/event new title=\"a", "/event newest" })
            (await SendAsync(events.Ben, lobby, wrong)).ShouldRefuse(400, "usage");
    }

    /// <summary>A subscription has no reply; the reply to a ping sent after it shows that it was processed.</summary>
    private static async Task WatchAsync(WebSocketClient line, string id)
    {
        await line.SendAsync(new { event_type = "watch_event", @event = id });
        await line.SendAsync(new { event_type = "ping" });
        await line.ExpectAsync("pong");
    }

    private static async Task<string> TypeAsync(Person person, long chat, string text) =>
        (await SendAsync(person, chat, text)).ShouldBe(200).Json.GetProperty("text").GetString()!;

    private static Task<Reply> SendAsync(Person person, long chat, string text) =>
        person.PostAsync($"/api/chats/{chat}/messages", new { text });
}
