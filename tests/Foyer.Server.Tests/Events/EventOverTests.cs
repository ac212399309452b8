using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events;

/// <summary>An event that is over took place: it stays as it was, and nobody is notified.</summary>
public sealed class EventOverTests
{
    private const string Over = "event_over";

    [Theory]
    [InlineData("19:00", 60, "18:59", "book,withdraw,edit,cancel")]
    [InlineData("19:00", 60, "19:01", "edit,cancel")]
    [InlineData("19:00", 60, "19:59", "edit,cancel")]
    [InlineData("19:00", 60, "20:00", "")]
    [InlineData(null, null, "00:01", "book,withdraw,edit,cancel")]
    [InlineData(null, null, "23:59", "book,withdraw,edit,cancel")]
    [InlineData(null, null, "24:00", "")]
    public async Task What_can_still_be_done_depends_on_start_and_end(
        string? time,
        int? minutes,
        string now,
        string allowed
    )
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await events.PlanAsync(new { time, duration_minutes = minutes });
        await EventFixture.BookAsync(events.Ben, id);
        var day = new DateTimeOffset(events.Opened.UtcDateTime.Date, TimeSpan.Zero).AddDays(7);
        var clock = now.Split(':');
        events.Server.Clock.Move(
            day.AddHours(int.Parse(clock[0])).AddMinutes(int.Parse(clock[1])) - events.Server.Clock.GetUtcNow()
        );
        var told = events.Told(events.Ben).Count;

        var done = new Dictionary<string, Reply>
        {
            ["book"] = await EventFixture.BookAsync(events.Cleo, id),
            ["withdraw"] = await EventFixture.WithdrawAsync(events.Ben, id),
            ["edit"] = await events.Ada.PatchAsync($"/api/events/{id}", new { title = "Another" }),
            ["cancel"] = await events.Ada.PostAsync($"/api/events/{id}/cancel"),
        };

        foreach (var (verb, reply) in done)
            if (allowed.Split(',').Contains(verb))
                reply.Status.ShouldBeLessThan(300, $"{verb}: {reply.Text}");
            else
                reply.ShouldRefuse(409, Over);
        if (allowed.Length == 0)
            events.Told(events.Ben).Count.ShouldBe(told);
    }

    [Fact]
    public async Task Whoever_tries_a_past_event_stays_as_it_was()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await PastAsync(events);
        var told = events.Told(events.Cleo).Count;

        (await events.Ben.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(409, Over);
        (await events.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(409, Over);
        (await events.Ben.DeleteAsync($"/api/events/{id}/attendees/cleo")).ShouldRefuse(409, Over);
        (await events.Dora.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(403, "permission_denied");
        (await events.Ben.GetAsync($"/event-cancel?id={id}")).ShouldBe(302);
        (await events.Ben.GetAsync($"/event-edit?id={id}")).ShouldBe(302);

        (await EventFixture.SeeAsync(events.Cleo, id)).GetProperty("attendees").GetInt64().ShouldBe(1);
        events.Told(events.Cleo).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("ban")]
    public async Task When_the_host_goes_what_took_place_stays_and_what_is_planned_is_cancelled(string how)
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var past = await PastAsync(events);
        var next = await PlanAsync(events, events.Ahead(3));
        var feed = (await events.Cleo.GetAsync("/api/users/me/calendar")).Json.GetProperty("url").GetString()!;
        var told = events.Told(events.Cleo).Count;

        if (how == "ban")
            (await events.Ada.PostAsync("/api/admin/ban", new { username = "ben" })).ShouldBe(204);
        else
            (
                await events.Ben.DeleteAsync("/api/users/me", new { password = Person.Password, messages = "keep" })
            ).ShouldBe(204);

        var seen = await EventFixture.SeeAsync(events.Cleo, past);
        seen.GetProperty("attendees").GetInt64().ShouldBe(1);
        (await events.Cleo.GetAsync($"/event-detail?id={past}")).ShouldBe(200);
        using var user = events.Server.Stranger();
        (await user.GetAsync($"/event-detail?id={past}")).ShouldBe(200);
        (await user.GetAsync($"/api/events/{past}.ics")).ShouldBe(200);
        var calendar = (await events.Cleo.GetAsync(new Uri(feed).PathAndQuery)).ShouldBe(200).Text;
        var entry = calendar.Split("BEGIN:VEVENT").Single(one => one.Contains(past));
        entry.ShouldContain("STATUS:CONFIRMED");
        if (how == "ban")
        {
            (await EventFixture.SeeAsync(events.Cleo, next)).GetProperty("attendees").GetInt64().ShouldBe(1);
            events.Told(events.Cleo).Count.ShouldBe(told);
            return;
        }
        seen.GetProperty("creator").GetProperty("username").GetString().ShouldBe("deleted user");
        seen.GetProperty("creator").GetProperty("id").GetInt64().ShouldBe(0);
        (await events.Cleo.GetAsync($"/api/events/{next}")).ShouldBe(404);
        events.Told(events.Cleo).Skip(told).ShouldHaveSingleItem().ShouldStartWith("event_cancelled: ");
    }

    private static async Task<string> PastAsync(EventFixture events)
    {
        var id = await PlanAsync(events, events.Ahead(1));
        events.Server.Clock.Move(TimeSpan.FromDays(3));
        return id;
    }

    /// <summary>Of ben's, who owns nothing else; cleo comes.</summary>
    private static async Task<string> PlanAsync(EventFixture events, string date)
    {
        var reply = await events.Ben.PostAsync("/api/events", events.Plan(new { date, room = false }));
        var id = reply.ShouldBe(201).Json.GetProperty("id").GetString()!;
        (await EventFixture.BookAsync(events.Cleo, id)).ShouldBe(200);
        return id;
    }
}
