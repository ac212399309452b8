namespace Foyer.Server.Tests.Events;

/// <summary>The rules of inviting, booking and changing.</summary>
public sealed class EventRefusalTests
{
    [Fact]
    public async Task Inviting_oneself_a_stranger_or_somebody_twice_is_refused()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Ben, id);
        await theatre.InviteAsync(id, "cleo");
        using var unconfirmed = theatre.Server.Stranger();
        await unconfirmed.RegisterAsync("emil");

        (await theatre.InviteAsync(id, "ada")).ShouldRefuse(403, "own_event");
        (await theatre.InviteAsync(id, "ada@example.org")).ShouldRefuse(403, "own_event");
        (await theatre.InviteAsync(id, "nobody")).ShouldRefuse(404, "user_not_found");
        (await theatre.InviteAsync(id, "emil")).ShouldRefuse(404, "user_not_found");
        (await theatre.InviteAsync(id, "ben")).ShouldRefuse(409, "already_booked");
        (await theatre.InviteAsync(id, "cleo@example.org")).ShouldRefuse(409, "already_booked");
        (await theatre.InviteAsync(id, "")).ShouldBe(400).Errors.ShouldBe(["invitee: blank"]);
        (await theatre.Ada.DeleteAsync($"/api/events/{id}/attendees/nobody")).ShouldRefuse(404, "user_not_found");
    }

    [Fact]
    public async Task The_rules_of_booking_refuse_with_their_own_words()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { maximum_attendees = 1 });

        (await Theatre.BookAsync(theatre.Ada, id)).ShouldRefuse(403, "own_event");
        (await Theatre.BookAsync(theatre.Ben, id)).ShouldBe(200);
        (await Theatre.BookAsync(theatre.Cleo, id)).ShouldRefuse(409, "event_full");
        (await theatre.Cleo.PutAsync($"/api/events/{id}/booking", new { waitlist = "maybe" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["waitlist: invalid"]);
        (await theatre.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 0 })).ShouldBe(400);
        await theatre.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 2 });
        await Theatre.BookAsync(theatre.Cleo, id);
        (await theatre.Ada.PatchAsync($"/api/events/{id}", new { maximum_attendees = 1 })).ShouldRefuse(
            409,
            "capacity_below_attendees"
        );

        theatre.Server.Clock.Move(TimeSpan.FromDays(8));
        foreach (var person in new[] { theatre.Ada, theatre.Ben, theatre.Dora })
            await person.SignInAsync();
        (await Theatre.BookAsync(theatre.Dora, id)).ShouldRefuse(409, "event_over");
        (await Theatre.BookAsync(theatre.Dora, id, waitlist: true)).ShouldRefuse(409, "event_over");
        (await Theatre.WithdrawAsync(theatre.Ben, id)).ShouldRefuse(409, "event_over");
        (await theatre.InviteAsync(id, "dora")).ShouldRefuse(409, "event_over");
    }

    [Fact]
    public async Task Of_two_edits_at_once_one_is_stored_and_the_other_told()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        var seen = (await Theatre.SeeAsync(theatre.Ada, id)).GetProperty("sequence").GetInt64();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(number =>
                    theatre.Ada.PatchAsync($"/api/events/{id}", new { title = $"Title {number}", sequence = seen })
                )
        );

        var stored = replies.Single(reply => reply.Status == 200).Json;
        foreach (var late in replies.Where(reply => reply.Status != 200))
            late.ShouldRefuse(409, "changed_meanwhile");
        var now = await Theatre.SeeAsync(theatre.Ada, id);
        now.GetProperty("title").GetString().ShouldBe(stored.GetProperty("title").GetString());
        now.GetProperty("sequence").GetInt64().ShouldBe(seen + 1);
    }

    [Fact]
    public async Task Nobody_is_invited_by_whom_they_blocked_and_the_blocker_does_not_exist()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        (await theatre.Ben.PutAsync("/api/blocks/ada")).Status.ShouldBeLessThan(300);
        (await theatre.Ada.PutAsync("/api/blocks/cleo")).Status.ShouldBeLessThan(300);

        (await theatre.InviteAsync(id, "ben")).ShouldRefuse(404, "user_not_found");
        (await theatre.InviteAsync(id, theatre.Ben.Email)).ShouldRefuse(404, "user_not_found");
        (await theatre.InviteAsync(id, "cleo")).ShouldRefuse(403, "not_accepted");
        (await theatre.Ada.PostAsync("/api/events", theatre.Plan(new { invitees = new[] { "ben" } })))
            .ShouldBe(400)
            .Errors.ShouldBe(["invitees: invalid"]);

        theatre.Told(theatre.Ben).ShouldBeEmpty();
        (await theatre.InviteAsync(id, "dora")).ShouldBe(201);
    }

    [Fact]
    public async Task A_cancelled_event_cannot_be_booked()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        (await theatre.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldBe(204);

        (await Theatre.BookAsync(theatre.Ben, id)).ShouldRefuse(404, "not_found");
        (await theatre.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(404, "not_found");
    }
}
