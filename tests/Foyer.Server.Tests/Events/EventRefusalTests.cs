using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Events;

public sealed class EventRefusalTests
{
    [Fact]
    public async Task Every_wrong_field_is_named_at_once()
    {
        await using var theatre = await Theatre.OpenAsync();

        var reply = await theatre.Ada.PostAsync(
            "/api/events",
            new
            {
                title = new string('x', 121),
                description = " ",
                date = "2026-02-30",
                time = "25:00",
                time_zone = "Mars/Olympus",
                visibility = "secret",
                location = new string('x', 201),
                maximum_attendees = 0,
                duration_minutes = -1,
                price = "1.005",
                room = "perhaps",
                invitees = 7,
            }
        );

        reply
            .ShouldBe(400)
            .Errors.ShouldBe([
                "title: max_length",
                "description: blank",
                "location: max_length",
                "visibility: invalid",
                "maximum_attendees: min_value",
                "price: invalid",
                "room: invalid",
                "date: invalid",
                "time: invalid",
                "time_zone: invalid",
                "duration_minutes: min_value",
                "invitees: invalid",
            ]);
        (await theatre.Ada.GetAsync("/api/events?from=1900-01-01"))
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_field_is_refused_for_what_is_wrong_with_it()
    {
        await using var theatre = await Theatre.OpenAsync();
        (string Name, object? Value, string Code)[] wrong =
        [
            ("price", -0.01, "min_value"),
            ("price", 1000000.0, "max_value"),
            ("price", "12,50", "invalid"),
            ("price", "NaN", "invalid"),
            ("price", true, "invalid"),
            ("maximum_attendees", 2.5, "invalid"),
            ("maximum_attendees", long.MaxValue, "max_value"),
            ("title", null, "null"),
            ("title", "a\0b", "invalid"),
            ("title", "a\nb", "invalid"),
            ("date", null, "null"),
            ("date", 20260101L, "invalid"),
            ("visibility", null, "required"),
        ];

        foreach (var (name, value, code) in wrong)
        {
            var plan = theatre.Plan();
            plan[name] = value;
            (await theatre.Ada.PostAsync("/api/events", plan)).ShouldBe(400).Errors.ShouldBe([$"{name}: {code}"]);
        }
    }

    [Fact]
    public async Task Required_fields_are_required()
    {
        await using var theatre = await Theatre.OpenAsync();

        (await theatre.Ada.PostAsync("/api/events", new { }))
            .ShouldBe(400)
            .Errors.ShouldBe(["title: required", "description: required", "visibility: required", "date: required"]);
    }

    [Fact]
    public async Task Odd_dates_are_told_and_never_refused()
    {
        await using var theatre = await Theatre.OpenAsync();

        await Warns(new { date = "2020-05-01" }, "date_in_past");
        await Warns(
            new
            {
                date = "2031-03-30",
                time = "02:30",
                time_zone = "Europe/Berlin",
            },
            "time_skipped"
        );
        await Warns(
            new
            {
                date = "2031-10-26",
                time = "02:30",
                time_zone = "Europe/Berlin",
            },
            "time_ambiguous"
        );

        async Task Warns(object fields, string code)
        {
            var reply = (await theatre.Ada.PostAsync("/api/events", theatre.Plan(fields))).ShouldBe(201);
            reply.Json.GetProperty("warnings")[0].GetProperty("code").GetString().ShouldBe(code);
        }
    }

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

    [Fact]
    public async Task Wrong_filters_are_named()
    {
        await using var theatre = await Theatre.OpenAsync();
        (string Query, string Error)[] wrong =
        [
            ("from=2026-02-30", "from: invalid"),
            ("to=soon", "to: invalid"),
            ("mine=perhaps", "mine: invalid"),
            ("price=cheap", "price: invalid"),
            ("limit=0", "limit: min_value"),
            ("after=nowhere", "after: invalid"),
        ];

        foreach (var (query, error) in wrong)
            (await theatre.Ada.GetAsync($"/api/events?{query}")).ShouldBe(400).Errors.ShouldBe([error]);
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
