using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Events;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

/// <summary>The pages of events as a browser without scripts uses them.</summary>
public sealed partial class EventPagesTests
{
    [Fact]
    public async Task People_are_told_of_another_time_or_place_and_of_the_rest_only_when_asked()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);

        (string, string)[] moved = [("time", "20:00"), ("location", "The roof")];

        await EditAsync(events, id, ("title", "Roof cinema"), ("tell", "moved"));
        News(events).ShouldBeEmpty();
        await EditAsync(events, id, ("title", "Roof cinema"), ("time", "20:00"));
        News(events).ShouldBeEmpty();
        await EditAsync(events, id, [("title", "Roof cinema"), .. moved, ("tell", "moved")]);
        News(events).ShouldHaveSingleItem().ShouldEndWith("Place: none → The roof.");
        // The second time nothing is different, so there is nothing to notify of.
        for (var times = 0; times < 2; times++)
        {
            await EditAsync(events, id, [("title", "Cinema"), .. moved, ("tell", "true")]);
            News(events).Count.ShouldBe(2);
        }
        News(events)[^1].ShouldEndWith("Title: Roof cinema → Cinema.");
    }

    [Fact]
    public async Task A_ticket_says_where_once_there_is_a_place()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await EventFixture.BookAsync(events.Ben, id);

        (await events.Ben.GetAsync($"/ticket?id={id}")).ShouldBe(200).Text.ShouldNotContain("<dt>Where</dt>");
        await events.Ada.PatchAsync($"/api/events/{id}", new { location = "The cellar" });
        (await events.Ben.GetAsync($"/ticket?id={id}")).Text.ShouldContain("<dt>Where</dt><dd>The cellar</dd>");
    }

    [Fact]
    public async Task An_edit_over_a_newer_one_comes_back_with_what_was_typed()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync();
        await events.Ada.PatchAsync($"/api/events/{id}", new { location = "The cellar" });

        var late = await PostAsync(events, id, ("title", "Late title"), ("sequence", "0"));

        late.ShouldBe(409).Text.ShouldContain("value=\"Late title\"");
        (await EventFixture.SeeAsync(events.Ada, id)).GetProperty("title").GetString().ShouldBe("Courtyard cinema");
    }

    [Fact]
    public async Task An_own_event_is_planned_again_with_all_but_its_day()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { price = "12.50", location = "The roof" });

        var form = (await events.Ada.GetAsync($"/event-create?like={id}")).ShouldBe(200).Text;

        form.ShouldContain("value=\"Courtyard cinema\"");
        form.ShouldContain("value=\"12.50\"");
        form.ShouldContain("value=\"The roof\"");
        form.ShouldNotContain(events.Ahead(7));
        (await events.Ben.GetAsync($"/event-create?like={id}")).ShouldBe(404);
        (await events.Ada.GetAsync($"/event-create?like={Guid.NewGuid()}")).ShouldBe(404);
    }

    [Fact]
    public async Task Chips_of_days_keep_the_rest_of_the_filter_and_are_taken_off_again()
    {
        await using var events = await EventFixture.OpenAsync();
        await events.PlanAsync();
        var page = (await events.Ben.GetAsync("/event-overview?search=cinema&seats=true")).ShouldBe(200).Text;
        page.ShouldContain("Courtyard cinema");

        var week = Chip(page);
        week.ShouldStartWith("/event-overview?search=cinema&seats=true&from=");
        var narrowed = (await events.Ben.GetAsync(week)).ShouldBe(200).Text;

        narrowed.ShouldContain("No events match");
        narrowed.ShouldContain("aria-current=\"true\">This week");
        Chip(narrowed).ShouldBe("/event-overview?search=cinema&seats=true");
    }

    [Fact]
    public async Task Who_books_too_late_reads_why_and_can_wait()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { maximum_attendees = 1 });
        await EventFixture.BookAsync(events.Ben, id);

        var late = await events.Cleo.FillInAsync($"/event-detail?id={id}&handler=Book");

        late.ShouldBe(409).Text.ShouldContain("All places are taken. You can join the waitlist.");
        late.Text.ShouldContain("handler=wait");
    }

    private static async Task EditAsync(EventFixture events, string id, params (string, string)[] fields) =>
        (await PostAsync(events, id, fields)).ShouldBe(302);

    private static Task<Reply> PostAsync(EventFixture events, string id, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] usual =
        [
            ("description", "Bring a blanket."),
            ("date", events.Ahead(7)),
            ("time", "19:00"),
            ("visibility", "public"),
            ("room", "true"),
        ];
        var kept = usual.Where(one => fields.All(field => field.Name != one.Name));
        return events.Ada.FillInAsync($"/event-edit?id={id}", [.. kept, .. fields]);
    }

    private static List<string> News(EventFixture events) =>
        [.. events.Told(events.Ben).Where(told => told.StartsWith("event_changed"))];

    private static string Chip(string page) => WebUtility.HtmlDecode(WeekChip().Match(page).Groups["href"].Value);

    [GeneratedRegex("<a class=\"chip\" href=\"(?<href>[^\"]*)\"[^>]*>This week", RegexOptions.ExplicitCapture)]
    private static partial Regex WeekChip();
}
