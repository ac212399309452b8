using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

/// <summary>Who may see an event, and who may do something about it.</summary>
public sealed class EventVisibilityTests
{
    [Fact]
    public async Task Only_the_creator_changes_an_event_and_its_people()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Cleo, id);

        foreach (var (attempt, name) in Attempts(events.Ben, id))
            (await attempt).Code.ShouldBe("permission_denied", name);

        var seen = await EventFixture.SeeAsync(events.Ben, id);
        seen.GetProperty("sequence").GetInt64().ShouldBe(0);
        seen.GetProperty("attendees").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task An_invite_only_event_does_not_exist_for_others_whatever_they_try()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { visibility = "invite-only" });
        var none = Guid.NewGuid().ToString();
        using var user = events.Server.Stranger();

        foreach (var ((real, name), (unreal, _)) in All(events.Ben, id).Zip(All(events.Ben, none)))
        {
            var answer = (await real).ShouldBe(404);
            answer.Text.ShouldBe((await unreal).Text, name);
        }
        (await user.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        (await user.GetAsync($"/api/events/{id}.ics")).ShouldRefuse(404, "not_found");
        (await events.Ben.GetAsync("/api/events?search=cinema"))
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(0);
        (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("visibility").GetString().ShouldBe("invite-only");
    }

    [Fact]
    public async Task A_visitor_reads_public_events_and_does_nothing()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        using var user = events.Server.Stranger();

        (await user.GetAsync($"/api/events/{id}")).ShouldBe(200);
        (await user.GetAsync($"/api/events/{id}.ics")).ShouldBe(200);
        (await user.GetAsync($"/api/events/{id}/attendees")).ShouldRefuse(401, "not_authenticated");
        (await EventFixture.BookAsync(user, id)).ShouldRefuse(401, "not_authenticated");
        (await user.PostAsync("/api/events", events.Plan())).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_guessed_invite_only_event_is_found_at_no_door()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { visibility = "invite-only", title = "Zanzibar night" });
        var chat = (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("chat").GetInt64();
        var nothing = Guid.NewGuid();
        foreach (
            var door in new[]
            {
                "/event-detail?id={0}",
                "/event-edit?id={0}",
                "/event-cancel?id={0}",
                "/ticket?id={0}",
                "/api/events/{0}",
                "/api/events/{0}.ics",
                "/api/events/{0}/attendees",
            }
        )
        {
            (await events.Ben.GetAsync(string.Format(door, id))).Status.ShouldBe(404, door);
            (await events.Ben.GetAsync(string.Format(door, nothing))).Status.ShouldBe(404, door);
        }
        foreach (var handler in new[] { "Book", "Wait", "Withdraw", "Invite", "Notify" })
            (await events.Ben.PostAsync($"/event-detail?id={id}&handler={handler}")).Status.ShouldBe(
                (await events.Ben.PostAsync($"/event-detail?id={nothing}&handler={handler}")).Status,
                handler
            );
        (await events.Ben.GetAsync($"/api/chats/{chat}")).ShouldRefuse(404, "not_found");
        (await events.Ben.GetAsync($"/rooms/{chat}")).Status.ShouldBe(404);
        (await events.Ben.GetAsync($"/api/chats/{chat}/messages")).ShouldRefuse(404, "not_found");
        (await events.Ben.PostAsync($"/api/chats/{chat}/join")).ShouldRefuse(404, "not_found");
        (await FoundAsync(events.Ben)).ShouldBe(0);
        (await FoundAsync(events.Ada)).ShouldBe(1);
        (await events.Ben.GetAsync("/event-overview?search=zanzibar")).Text.ShouldNotContain("Zanzibar night");
        (await events.Ada.GetAsync("/event-overview?search=zanzibar")).Text.ShouldContain("Zanzibar night");

        static async Task<int> FoundAsync(Person person) =>
            (await person.GetAsync("/api/search?q=zanzibar&kind=event"))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .GetArrayLength();
    }

    private static IEnumerable<(Task<Reply> Attempt, string Name)> Attempts(Person person, string id) =>
        [
            (person.PatchAsync($"/api/events/{id}", new { title = "Mine" }), "edit"),
            (person.PostAsync($"/api/events/{id}/cancel", new { reason = "no" }), "cancel"),
            (person.PostAsync($"/api/events/{id}/invitations", new { invitee = "dora" }), "invite"),
            (person.DeleteAsync($"/api/events/{id}/attendees/cleo"), "remove"),
            (person.PostAsync($"/api/events/{id}/notify", new { message = "hi" }), "notify"),
            (person.GetAsync($"/api/events/{id}/attendees.csv"), "table"),
        ];

    private static IEnumerable<(Task<Reply> Attempt, string Name)> All(Person person, string id) =>
        [
            .. Attempts(person, id),
            (person.GetAsync($"/api/events/{id}"), "read"),
            (person.GetAsync($"/api/events/{id}.ics"), "calendar"),
            (person.GetAsync($"/api/events/{id}/attendees"), "attendees"),
            (EventFixture.BookAsync(person, id), "book"),
            (EventFixture.BookAsync(person, id, waitlist: true), "wait"),
            (EventFixture.WithdrawAsync(person, id), "withdraw"),
        ];
}
