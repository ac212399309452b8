using Foyer.Server.Tests.Events;

namespace Foyer.Server.Tests.Moderation;

/// <summary>Moderation reaches both sides: chat and events.</summary>
public sealed class BanAndBookingsTests
{
    [Fact]
    public async Task A_ban_frees_the_place_and_the_next_one_is_offered_it()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { maximum_attendees = 1 });
        (await Theatre.BookAsync(theatre.Ben, id)).ShouldBe(200);
        (await Theatre.BookAsync(theatre.Cleo, id, waitlist: true)).ShouldBe(200);

        (await theatre.Ada.PostAsync("/api/admin/ban", new { username = "ben" })).ShouldBe(204);

        var shown = (await theatre.Cleo.GetAsync($"/api/events/{id}")).ShouldBe(200).Json;
        shown.GetProperty("attendees").GetInt64().ShouldBe(0);
        shown.GetProperty("my_booking").GetProperty("offer_until").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_over_stays_as_it_was()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Ben, id);
        theatre.Server.Clock.Move(TimeSpan.FromDays(9));
        await theatre.Ada.SignInAsync();

        (await theatre.Ada.PostAsync("/api/admin/ban", new { username = "ben" })).ShouldBe(204);

        (await theatre.Ada.GetAsync($"/api/events/{id}")).Json.GetProperty("attendees").GetInt64().ShouldBe(1);
    }
}
