using System.Text.Json;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Events;

public sealed class WaitlistTests
{
    [Fact]
    public async Task A_freed_place_is_offered_to_the_first_who_waits_and_to_nobody_else()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await FullAsync(theatre);
        (await Theatre.BookAsync(theatre.Cleo, id, waitlist: true))
            .ShouldBe(200)
            .Json.GetProperty("position")
            .GetInt64()
            .ShouldBe(1);
        (await Theatre.BookAsync(theatre.Dora, id, waitlist: true))
            .ShouldBe(200)
            .Json.GetProperty("position")
            .GetInt64()
            .ShouldBe(2);

        await Theatre.WithdrawAsync(theatre.Ben, id);

        (await Theatre.BookAsync(theatre.Ben, id)).ShouldRefuse(409, "event_full");
        (await MineAsync(theatre.Cleo, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
        (await MineAsync(theatre.Dora, id)).GetProperty("position").GetInt64().ShouldBe(1);
        var seen = await Theatre.SeeAsync(theatre.Dora, id);
        seen.GetProperty("free_places").GetInt64().ShouldBe(0);
        seen.GetProperty("waitlisted").GetInt64().ShouldBe(2);
        theatre.Kinds(theatre.Cleo).ShouldBe(["waitlist_offer"]);
        theatre.Mails(theatre.Cleo).ShouldBe(1);
        (await Theatre.BookAsync(theatre.Cleo, id))
            .ShouldBe(200)
            .Json.GetProperty("status")
            .GetString()
            .ShouldBe("accepted");
        (await Theatre.BookAsync(theatre.Dora, id)).Json.GetProperty("status").GetString().ShouldBe("waitlisted");
    }

    [Fact]
    public async Task A_declined_offer_goes_to_the_next()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await FullAsync(theatre);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);
        await Theatre.BookAsync(theatre.Dora, id, waitlist: true);
        await Theatre.WithdrawAsync(theatre.Ben, id);

        await Theatre.WithdrawAsync(theatre.Cleo, id);

        (await MineAsync(theatre.Dora, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
        (await Theatre.SeeAsync(theatre.Cleo, id)).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Silence_passes_the_offer_on_when_its_time_is_over()
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Events:OfferHours=1");
        var id = await FullAsync(theatre);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);
        await Theatre.BookAsync(theatre.Dora, id, waitlist: true);
        await Theatre.WithdrawAsync(theatre.Ben, id);

        theatre.Server.Clock.Move(TimeSpan.FromMinutes(61));
        await theatre.TickAsync();
        await theatre.TickAsync();

        (await Theatre.SeeAsync(theatre.Cleo, id)).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);
        (await MineAsync(theatre.Dora, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
        theatre.Kinds(theatre.Cleo).ShouldBe(["waitlist_offer", "booking"]);
        theatre.Kinds(theatre.Dora).ShouldBe(["waitlist_offer"]);
        (await Theatre.BookAsync(theatre.Cleo, id)).ShouldRefuse(409, "event_full");
    }

    [Fact]
    public async Task A_late_answer_finds_the_offer_ended_even_before_the_clock_has_looked()
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Events:OfferHours=1");
        var id = await FullAsync(theatre);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);
        await Theatre.BookAsync(theatre.Dora, id, waitlist: true);
        await Theatre.WithdrawAsync(theatre.Ben, id);

        theatre.Server.Clock.Move(TimeSpan.FromMinutes(61));
        var late = await Theatre.BookAsync(theatre.Cleo, id);

        late.ShouldRefuse(409, "event_full");
        await theatre.TickAsync();
        (await MineAsync(theatre.Dora, id)).GetProperty("offer_until").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_raised_maximum_makes_offers_in_order()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await FullAsync(theatre);
        await Theatre.BookAsync(theatre.Dora, id, waitlist: true);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);

        var raised = await theatre.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 2 });

        raised.ShouldBe(200).Json.GetProperty("free_places").GetInt64().ShouldBe(0);
        theatre.Kinds(theatre.Dora).ShouldBe(["waitlist_offer"]);
        theatre.Kinds(theatre.Cleo).ShouldBeEmpty();
        (await theatre.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 1 })).ShouldRefuse(
            409,
            "capacity_below_attendees"
        );
        await theatre.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = (int?)null });
        theatre.Kinds(theatre.Cleo).ShouldBe(["waitlist_offer"]);
    }

    [Fact]
    public async Task No_offer_outlives_the_start_and_none_is_made_after_it()
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Events:OfferHours=720");
        var id = await FullAsync(theatre);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);
        await Theatre.BookAsync(theatre.Dora, id, waitlist: true);
        await Theatre.WithdrawAsync(theatre.Ben, id);
        var seen = await Theatre.SeeAsync(theatre.Cleo, id);

        seen.GetProperty("my_booking")
            .GetProperty("offer_until")
            .GetString()
            .ShouldBe(seen.GetProperty("starts_at").GetString());

        theatre.Server.Clock.Move(TimeSpan.FromDays(8));
        await theatre.TickAsync();
        theatre.Kinds(theatre.Dora).ShouldBeEmpty();
        theatre.Kinds(theatre.Cleo).ShouldContain("waitlist_offer");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task An_offer_keeps_its_deadline_when_a_mistyped_date_is_corrected(int mistyped)
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Events:OfferHours=72");
        var id = await FullAsync(theatre);
        var day = theatre.Ahead(7);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);
        await Theatre.WithdrawAsync(theatre.Ben, id);
        var offered = (await MineAsync(theatre.Cleo, id)).GetProperty("offer_until").GetDateTimeOffset();

        // At eleven on the same day it has begun; it is not over, so that the host can correct it.
        var wrong = new
        {
            date = theatre.Ahead(mistyped),
            time = "11:00",
            duration_minutes = 180,
        };
        var moved = (await theatre.Ada.PatchAsync($"/api/events/{id}", wrong)).ShouldBe(200).Json;
        var shown = (await MineAsync(theatre.Cleo, id)).GetProperty("offer_until").GetString();
        await theatre.TickAsync();
        shown.ShouldBe(moved.GetProperty("starts_at").GetString());
        (await theatre.Ada.PatchAsync($"/api/events/{id}", new { date = day, time = "19:00" })).ShouldBe(200);

        (await MineAsync(theatre.Cleo, id)).GetProperty("offer_until").GetDateTimeOffset().ShouldBe(offered);
        theatre.Kinds(theatre.Cleo).ShouldBe(["waitlist_offer"]);
        (await Theatre.BookAsync(theatre.Cleo, id))
            .ShouldBe(200)
            .Json.GetProperty("status")
            .GetString()
            .ShouldBe("accepted");
    }

    [Fact]
    public async Task Somebody_invited_who_misses_an_offer_is_still_invited()
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Events:OfferHours=1");
        var id = await theatre.PlanAsync(new { maximum_attendees = 1, visibility = "invite-only" });
        await theatre.InviteAsync(id, "ben");
        await theatre.InviteAsync(id, "cleo");
        await Theatre.BookAsync(theatre.Ben, id);
        await Theatre.BookAsync(theatre.Cleo, id, waitlist: true);
        await Theatre.WithdrawAsync(theatre.Ben, id);

        theatre.Server.Clock.Move(TimeSpan.FromMinutes(61));
        await theatre.TickAsync();

        (await MineAsync(theatre.Cleo, id)).GetProperty("status").GetString().ShouldBe("invited");
        (await Theatre.BookAsync(theatre.Cleo, id)).ShouldBe(200);
    }

    private static async Task<string> FullAsync(Theatre theatre)
    {
        var id = await theatre.PlanAsync(new { maximum_attendees = 1 });
        (await Theatre.BookAsync(theatre.Ben, id)).ShouldBe(200);
        return id;
    }

    private static async Task<JsonElement> MineAsync(Person person, string id) =>
        (await Theatre.SeeAsync(person, id)).GetProperty("my_booking");
}
