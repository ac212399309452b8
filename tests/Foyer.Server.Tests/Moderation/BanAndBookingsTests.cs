using Foyer.Server.Tests.Events;

namespace Foyer.Server.Tests.Moderation;

/// <summary>Moderation reaches both sides: chat and events.</summary>
public sealed class BanAndBookingsTests
{
    [Fact]
    public async Task A_ban_frees_the_place_and_the_next_one_is_offered_it()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 1 });
        (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200);
        (await EventFixture.BookAsync(events.Cleo, id, waitlist: true)).ShouldBe(200);

        (await events.Ada.PostAsync("/api/admin/ban", new { username = "ben" })).ShouldBe(204);

        var shown = (await events.Cleo.GetAsync($"/api/events/{id}")).ShouldBe(200).Json;
        shown.GetProperty("attendees").GetInt64().ShouldBe(0);
        shown.GetProperty("my_booking").GetProperty("offer_until").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_over_stays_as_it_was()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);
        events.Server.Clock.Move(TimeSpan.FromDays(9));
        await events.Ada.SignInAsync();

        (await events.Ada.PostAsync("/api/admin/ban", new { username = "ben" })).ShouldBe(204);

        (await events.Ada.GetAsync($"/api/events/{id}")).Json.GetProperty("attendees").GetInt64().ShouldBe(1);
    }
}
