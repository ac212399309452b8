namespace Foyer.Server.Tests.Events;

/// <summary>The rules of inviting, booking and changing.</summary>
public sealed class EventRefusalTests
{
    [Fact]
    public async Task Inviting_oneself_a_stranger_or_somebody_twice_is_refused()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);
        await events.InviteAsync(id, "cleo");
        using var unconfirmed = events.Server.Stranger();
        await unconfirmed.RegisterAsync("emil");

        (await events.InviteAsync(id, "ada")).ShouldRefuse(403, "own_event");
        (await events.InviteAsync(id, "ada@example.org")).ShouldRefuse(403, "own_event");
        (await events.InviteAsync(id, "nobody")).ShouldRefuse(404, "user_not_found");
        (await events.InviteAsync(id, "emil")).ShouldRefuse(404, "user_not_found");
        (await events.InviteAsync(id, "ben")).ShouldRefuse(409, "already_booked");
        (await events.InviteAsync(id, "cleo@example.org")).ShouldRefuse(409, "already_booked");
        (await events.InviteAsync(id, "")).ShouldBe(400).Errors.ShouldBe(["invitee: blank"]);
        (await events.Ada.DeleteAsync($"/api/events/{id}/attendees/nobody")).ShouldRefuse(404, "user_not_found");
    }

    [Fact]
    public async Task The_rules_of_booking_refuse_with_their_own_words()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 1 });

        (await EventFixture.BookAsync(events.Ada, id)).ShouldRefuse(403, "own_event");
        (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200);
        (await EventFixture.BookAsync(events.Cleo, id)).ShouldRefuse(409, "event_full");
        (await events.Cleo.PutAsync($"/api/events/{id}/booking", new { waitlist = "maybe" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["waitlist: invalid"]);
        (await events.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 0 })).ShouldBe(400);
        await events.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 2 });
        await EventFixture.BookAsync(events.Cleo, id);
        (await events.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 1 })).ShouldRefuse(
            409,
            "capacity_below_attendees"
        );

        events.Server.Clock.Move(TimeSpan.FromDays(8));
        foreach (var person in new[] { events.Ada, events.Ben, events.Dora })
            await person.SignInAsync();
        (await EventFixture.BookAsync(events.Dora, id)).ShouldRefuse(409, "event_over");
        (await EventFixture.BookAsync(events.Dora, id, waitlist: true)).ShouldRefuse(409, "event_over");
        (await EventFixture.WithdrawAsync(events.Ben, id)).ShouldRefuse(409, "event_over");
        (await events.InviteAsync(id, "dora")).ShouldRefuse(409, "event_over");
    }

    [Fact]
    public async Task Of_two_edits_at_once_one_is_stored_and_the_other_told()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        var seen = (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("sequence").GetInt64();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(number =>
                    events.Ada.PatchAsync($"/api/events/{id}", new { title = $"Title {number}", sequence = seen })
                )
        );

        var stored = replies.Single(reply => reply.Status == 200).Json;
        foreach (var late in replies.Where(reply => reply.Status != 200))
            late.ShouldRefuse(409, "changed_meanwhile");
        var now = await EventFixture.SeeAsync(events.Ada, id);
        now.GetProperty("title").GetString().ShouldBe(stored.GetProperty("title").GetString());
        now.GetProperty("sequence").GetInt64().ShouldBe(seen + 1);
    }

    [Fact]
    public async Task Nobody_is_invited_by_whom_they_blocked_and_the_blocker_does_not_exist()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        (await events.Ben.PutAsync("/api/blocks/ada")).Status.ShouldBeLessThan(300);
        (await events.Ada.PutAsync("/api/blocks/cleo")).Status.ShouldBeLessThan(300);

        (await events.InviteAsync(id, "ben")).ShouldRefuse(404, "user_not_found");
        (await events.InviteAsync(id, events.Ben.Email)).ShouldRefuse(404, "user_not_found");
        (await events.InviteAsync(id, "cleo")).ShouldRefuse(403, "not_accepted");
        (await events.Ada.PostAsync("/api/events", events.Plan(new { invitees = new[] { "ben" } })))
            .ShouldBe(400)
            .Errors.ShouldBe(["invitees: invalid"]);

        events.Told(events.Ben).ShouldBeEmpty();
        (await events.InviteAsync(id, "dora")).ShouldBe(201);
    }

    [Fact]
    public async Task A_cancelled_event_cannot_be_booked()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        (await events.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldBe(204);

        (await EventFixture.BookAsync(events.Ben, id)).ShouldRefuse(404, "not_found");
        (await events.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(404, "not_found");
    }
}
