using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Events;

/// <summary>Who may see an event, and who may do something about it.</summary>
public sealed class EventSecrecyTests
{
    [Fact]
    public async Task Only_the_creator_changes_an_event_and_its_people()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Cleo, id);

        foreach (var (attempt, name) in Attempts(theatre.Ben, id))
            (await attempt).Code.ShouldBe("permission_denied", name);

        var seen = await Theatre.SeeAsync(theatre.Ben, id);
        seen.GetProperty("sequence").GetInt64().ShouldBe(0);
        seen.GetProperty("attendees").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task An_invite_only_event_does_not_exist_for_others_whatever_they_try()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { visibility = "invite-only" });
        var none = Guid.NewGuid().ToString();
        using var visitor = theatre.Server.Stranger();

        foreach (var ((real, name), (unreal, _)) in All(theatre.Ben, id).Zip(All(theatre.Ben, none)))
        {
            var answer = (await real).ShouldBe(404);
            answer.Text.ShouldBe((await unreal).Text, name);
        }
        (await visitor.GetAsync($"/api/events/{id}")).ShouldRefuse(404, "not_found");
        (await visitor.GetAsync($"/api/events/{id}.ics")).ShouldRefuse(404, "not_found");
        (await theatre.Ben.GetAsync("/api/events?search=cinema"))
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(0);
        (await Theatre.SeeAsync(theatre.Ada, id)).GetProperty("visibility").GetString().ShouldBe("invite-only");
    }

    [Fact]
    public async Task A_visitor_reads_public_events_and_does_nothing()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        using var visitor = theatre.Server.Stranger();

        (await visitor.GetAsync($"/api/events/{id}")).ShouldBe(200);
        (await visitor.GetAsync($"/api/events/{id}.ics")).ShouldBe(200);
        (await visitor.GetAsync($"/api/events/{id}/attendees")).ShouldRefuse(401, "not_authenticated");
        (await Theatre.BookAsync(visitor, id)).ShouldRefuse(401, "not_authenticated");
        (await visitor.PostAsync("/api/events", theatre.Plan())).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_guessed_invite_only_event_is_found_at_no_door()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { visibility = "invite-only", title = "Zanzibar night" });
        var chat = (await Theatre.SeeAsync(theatre.Ada, id)).GetProperty("chat").GetInt64();
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
            (await theatre.Ben.GetAsync(string.Format(door, id))).Status.ShouldBe(404, door);
            (await theatre.Ben.GetAsync(string.Format(door, nothing))).Status.ShouldBe(404, door);
        }
        foreach (var handler in new[] { "Book", "Wait", "Withdraw", "Invite", "Notify" })
            (await theatre.Ben.PostAsync($"/event-detail?id={id}&handler={handler}")).Status.ShouldBe(
                (await theatre.Ben.PostAsync($"/event-detail?id={nothing}&handler={handler}")).Status,
                handler
            );
        (await theatre.Ben.GetAsync($"/api/chats/{chat}")).ShouldRefuse(404, "not_found");
        (await theatre.Ben.GetAsync($"/rooms/{chat}")).Status.ShouldBe(404);
        (await theatre.Ben.GetAsync($"/api/chats/{chat}/messages")).ShouldRefuse(404, "not_found");
        (await theatre.Ben.PostAsync($"/api/chats/{chat}/join")).ShouldRefuse(404, "not_found");
        (await FoundAsync(theatre.Ben)).ShouldBe(0);
        (await FoundAsync(theatre.Ada)).ShouldBe(1);
        (await theatre.Ben.GetAsync("/event-overview?search=zanzibar")).Text.ShouldNotContain("Zanzibar night");
        (await theatre.Ada.GetAsync("/event-overview?search=zanzibar")).Text.ShouldContain("Zanzibar night");

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
            (Theatre.BookAsync(person, id), "book"),
            (Theatre.BookAsync(person, id, waitlist: true), "wait"),
            (Theatre.WithdrawAsync(person, id), "withdraw"),
        ];
}
