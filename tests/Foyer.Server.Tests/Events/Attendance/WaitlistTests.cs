using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events.Attendance;

public sealed class WaitlistTests
{
    [Fact]
    public async Task A_freed_place_is_offered_to_the_first_who_waits_and_to_nobody_else()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await FullAsync(events);
        (await EventFixture.BookAsync(events.Cleo, id, waitlist: true))
            .ShouldBe(200)
            .Json.GetProperty("position")
            .GetInt64()
            .ShouldBe(1);
        (await EventFixture.BookAsync(events.Dora, id, waitlist: true))
            .ShouldBe(200)
            .Json.GetProperty("position")
            .GetInt64()
            .ShouldBe(2);

        await EventFixture.WithdrawAsync(events.Ben, id);

        (await EventFixture.BookAsync(events.Ben, id)).ShouldRefuse(409, "event_full");
        (await MineAsync(events.Cleo, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
        (await MineAsync(events.Dora, id)).GetProperty("position").GetInt64().ShouldBe(1);
        var seen = await EventFixture.SeeAsync(events.Dora, id);
        seen.GetProperty("free_places").GetInt64().ShouldBe(0);
        seen.GetProperty("waitlisted").GetInt64().ShouldBe(2);
        events.Kinds(events.Cleo).ShouldBe(["waitlist_offer"]);
        (await EventFixture.BookAsync(events.Cleo, id))
            .ShouldBe(200)
            .Json.GetProperty("status")
            .GetString()
            .ShouldBe("accepted");
        (await EventFixture.BookAsync(events.Dora, id)).Json.GetProperty("status").GetString().ShouldBe("waitlisted");
    }

    [Fact]
    public async Task A_declined_offer_goes_to_the_next()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await FullAsync(events);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        await EventFixture.BookAsync(events.Dora, id, waitlist: true);
        await EventFixture.WithdrawAsync(events.Ben, id);

        await EventFixture.WithdrawAsync(events.Cleo, id);

        (await MineAsync(events.Dora, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
        (await EventFixture.SeeAsync(events.Cleo, id)).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Silence_passes_the_offer_on_when_its_time_is_over()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Events:OfferHours=1");
        var id = await FullAsync(events);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        await EventFixture.BookAsync(events.Dora, id, waitlist: true);
        await EventFixture.WithdrawAsync(events.Ben, id);

        events.Server.Clock.Move(TimeSpan.FromMinutes(61));
        await events.TickAsync();
        await events.TickAsync();

        (await EventFixture.SeeAsync(events.Cleo, id)).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);
        (await MineAsync(events.Dora, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
        events.Kinds(events.Cleo).ShouldBe(["waitlist_offer", "booking"]);
        events.Kinds(events.Dora).ShouldBe(["waitlist_offer"]);
        (await EventFixture.BookAsync(events.Cleo, id)).ShouldRefuse(409, "event_full");
    }

    [Fact]
    public async Task A_late_answer_finds_the_offer_ended_even_before_the_clock_has_looked()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Events:OfferHours=1");
        var id = await FullAsync(events);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        await EventFixture.BookAsync(events.Dora, id, waitlist: true);
        await EventFixture.WithdrawAsync(events.Ben, id);

        events.Server.Clock.Move(TimeSpan.FromMinutes(61));
        var late = await EventFixture.BookAsync(events.Cleo, id);

        late.ShouldRefuse(409, "event_full");
        await events.TickAsync();
        (await MineAsync(events.Dora, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_raised_maximum_makes_offers_in_order()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await FullAsync(events);
        await EventFixture.BookAsync(events.Dora, id, waitlist: true);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);

        var raised = await events.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 2 });

        raised.ShouldBe(200).Json.GetProperty("free_places").GetInt64().ShouldBe(0);
        events.Kinds(events.Dora).ShouldBe(["waitlist_offer"]);
        events.Kinds(events.Cleo).ShouldBeEmpty();
        (await events.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 1 })).ShouldRefuse(
            409,
            "capacity_below_attendees"
        );
        await events.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = (int?)null });
        events.Kinds(events.Cleo).ShouldBe(["waitlist_offer"]);
    }

    [Fact]
    public async Task No_offer_outlives_the_start_and_none_is_made_after_it()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Events:OfferHours=720");
        var id = await FullAsync(events);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        await EventFixture.BookAsync(events.Dora, id, waitlist: true);
        await EventFixture.WithdrawAsync(events.Ben, id);
        var seen = await EventFixture.SeeAsync(events.Cleo, id);

        seen.GetProperty("my_booking")
            .GetProperty("offer_until")
            .GetString()
            .ShouldBe(seen.GetProperty("starts_at").GetString());

        events.Server.Clock.Move(TimeSpan.FromDays(8));
        await events.TickAsync();
        events.Kinds(events.Dora).ShouldBeEmpty();
        events.Kinds(events.Cleo).ShouldContain("waitlist_offer");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task An_offer_keeps_its_deadline_when_a_mistyped_date_is_corrected(int mistyped)
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Events:OfferHours=72");
        var id = await FullAsync(events);
        var day = events.Ahead(7);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        await EventFixture.WithdrawAsync(events.Ben, id);
        var offered = (await MineAsync(events.Cleo, id)).GetProperty("offer_until").GetDateTimeOffset();

        // At eleven on the same day it has begun; it is not over, so that the host can correct it.
        var wrong = new
        {
            date = events.Ahead(mistyped),
            time = "11:00",
            duration_minutes = 180,
        };
        var moved = (await events.Ada.PatchAsync($"/api/events/{id}", wrong)).ShouldBe(200).Json;
        var shown = (await MineAsync(events.Cleo, id)).GetProperty("offer_until").GetString();
        await events.TickAsync();
        shown.ShouldBe(moved.GetProperty("starts_at").GetString());
        (await events.Ada.PatchAsync($"/api/events/{id}", new { date = day, time = "19:00" })).ShouldBe(200);

        (await MineAsync(events.Cleo, id)).GetProperty("offer_until").GetDateTimeOffset().ShouldBe(offered);
        events.Kinds(events.Cleo).ShouldBe(["waitlist_offer"]);
        (await EventFixture.BookAsync(events.Cleo, id))
            .ShouldBe(200)
            .Json.GetProperty("status")
            .GetString()
            .ShouldBe("accepted");
    }

    [Fact]
    public async Task Somebody_invited_who_misses_an_offer_is_still_invited()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Events:OfferHours=1");
        var id = await events.PlanAsync(new { maximum_attendees = 1, visibility = "invite-only" });
        await events.InviteAsync(id, "ben");
        await events.InviteAsync(id, "cleo");
        await EventFixture.BookAsync(events.Ben, id);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        await EventFixture.WithdrawAsync(events.Ben, id);

        events.Server.Clock.Move(TimeSpan.FromMinutes(61));
        await events.TickAsync();

        (await MineAsync(events.Cleo, id)).GetProperty("status").GetString().ShouldBe("invited");
        (await EventFixture.BookAsync(events.Cleo, id)).ShouldBe(200);
    }

    private static async Task<string> FullAsync(EventFixture events)
    {
        var id = await events.PlanAsync(new { maximum_attendees = 1 });
        (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200);
        return id;
    }

    private static async Task<JsonElement> MineAsync(Person person, string id) =>
        (await EventFixture.SeeAsync(person, id)).GetProperty("my_booking");
}
