using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Events;

/// <summary>What is over took place: it stays as it was, and nobody is told otherwise.</summary>
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
        await using var theatre = await Theatre.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await theatre.PlanAsync(new { time, duration_minutes = minutes });
        await Theatre.BookAsync(theatre.Ben, id);
        var day = new DateTimeOffset(theatre.Opened.UtcDateTime.Date, TimeSpan.Zero).AddDays(7);
        var clock = now.Split(':');
        theatre.Server.Clock.Move(
            day.AddHours(int.Parse(clock[0])).AddMinutes(int.Parse(clock[1])) - theatre.Server.Clock.GetUtcNow()
        );
        var told = theatre.Told(theatre.Ben).Count;

        var done = new Dictionary<string, Reply>
        {
            ["book"] = await Theatre.BookAsync(theatre.Cleo, id),
            ["withdraw"] = await Theatre.WithdrawAsync(theatre.Ben, id),
            ["edit"] = await theatre.Ada.PatchAsync($"/api/events/{id}", new { title = "Another" }),
            ["cancel"] = await theatre.Ada.PostAsync($"/api/events/{id}/cancel"),
        };

        foreach (var (verb, reply) in done)
            if (allowed.Split(',').Contains(verb))
                reply.Status.ShouldBeLessThan(300, $"{verb}: {reply.Text}");
            else
                reply.ShouldRefuse(409, Over);
        if (allowed.Length == 0)
            theatre.Told(theatre.Ben).Count.ShouldBe(told);
    }

    [Fact]
    public async Task Whoever_tries_a_past_event_stays_as_it_was()
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var id = await PastAsync(theatre);
        var told = theatre.Told(theatre.Cleo).Count;

        (await theatre.Ben.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(409, Over);
        (await theatre.Ada.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(409, Over);
        (await theatre.Ben.DeleteAsync($"/api/events/{id}/attendees/cleo")).ShouldRefuse(409, Over);
        (await theatre.Dora.PostAsync($"/api/events/{id}/cancel")).ShouldRefuse(403, "permission_denied");
        (await theatre.Ben.GetAsync($"/event-cancel?id={id}")).ShouldBe(302);
        (await theatre.Ben.GetAsync($"/event-edit?id={id}")).ShouldBe(302);

        (await Theatre.SeeAsync(theatre.Cleo, id)).GetProperty("attendees").GetInt64().ShouldBe(1);
        theatre.Told(theatre.Cleo).Count.ShouldBe(told);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("ban")]
    public async Task When_the_host_goes_what_took_place_stays_and_what_is_planned_is_cancelled(string how)
    {
        await using var theatre = await Theatre.OpenAsync("--Foyer:Sessions:LifetimeHours=2000");
        var past = await PastAsync(theatre);
        var next = await PlanAsync(theatre, theatre.Ahead(3));
        var feed = (await theatre.Cleo.GetAsync("/api/users/me/calendar")).Json.GetProperty("url").GetString()!;
        var told = theatre.Told(theatre.Cleo).Count;

        if (how == "ban")
            (await theatre.Ada.PostAsync("/api/admin/ban", new { username = "ben" })).ShouldBe(204);
        else
            (
                await theatre.Ben.DeleteAsync("/api/users/me", new { password = Person.Password, messages = "keep" })
            ).ShouldBe(204);

        var seen = await Theatre.SeeAsync(theatre.Cleo, past);
        seen.GetProperty("attendees").GetInt64().ShouldBe(1);
        (await theatre.Cleo.GetAsync($"/event-detail?id={past}")).ShouldBe(200);
        using var visitor = theatre.Server.Stranger();
        (await visitor.GetAsync($"/event-detail?id={past}")).ShouldBe(200);
        (await visitor.GetAsync($"/api/events/{past}.ics")).ShouldBe(200);
        var calendar = (await theatre.Cleo.GetAsync(new Uri(feed).PathAndQuery)).ShouldBe(200).Text;
        var entry = calendar.Split("BEGIN:VEVENT").Single(one => one.Contains(past));
        entry.ShouldContain("STATUS:CONFIRMED");
        if (how == "ban")
        {
            (await Theatre.SeeAsync(theatre.Cleo, next)).GetProperty("attendees").GetInt64().ShouldBe(1);
            theatre.Told(theatre.Cleo).Count.ShouldBe(told);
            return;
        }
        seen.GetProperty("creator").GetProperty("username").GetString().ShouldBe("deleted user");
        seen.GetProperty("creator").GetProperty("id").GetInt64().ShouldBe(0);
        (await theatre.Cleo.GetAsync($"/api/events/{next}")).ShouldBe(404);
        theatre.Told(theatre.Cleo).Skip(told).ShouldHaveSingleItem().ShouldStartWith("event_cancelled: ");
    }

    private static async Task<string> PastAsync(Theatre theatre)
    {
        var id = await PlanAsync(theatre, theatre.Ahead(1));
        theatre.Server.Clock.Move(TimeSpan.FromDays(3));
        return id;
    }

    /// <summary>Of ben's, who owns nothing else; cleo comes.</summary>
    private static async Task<string> PlanAsync(Theatre theatre, string date)
    {
        var reply = await theatre.Ben.PostAsync("/api/events", theatre.Plan(new { date, room = false }));
        var id = reply.ShouldBe(201).Json.GetProperty("id").GetString()!;
        (await Theatre.BookAsync(theatre.Cleo, id)).ShouldBe(200);
        return id;
    }
}
