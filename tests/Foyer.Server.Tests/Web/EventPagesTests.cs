using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Events;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Web;

/// <summary>The pages of events as a browser without scripts uses them.</summary>
public sealed partial class EventPagesTests
{
    [Fact]
    public async Task People_are_told_of_another_time_or_place_and_of_the_rest_only_when_asked()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Ben, id);

        (string, string)[] moved = [("time", "20:00"), ("location", "The roof")];

        await EditAsync(theatre, id, ("title", "Roof cinema"), ("tell", "moved"));
        News(theatre).ShouldBeEmpty();
        await EditAsync(theatre, id, ("title", "Roof cinema"), ("time", "20:00"));
        News(theatre).ShouldBeEmpty();
        await EditAsync(theatre, id, [("title", "Roof cinema"), .. moved, ("tell", "moved")]);
        News(theatre).ShouldHaveSingleItem().ShouldEndWith("Place: none → The roof.");
        // The second time nothing is different, so there is nothing to tell.
        for (var times = 0; times < 2; times++)
        {
            await EditAsync(theatre, id, [("title", "Cinema"), .. moved, ("tell", "true")]);
            News(theatre).Count.ShouldBe(2);
        }
        News(theatre)[^1].ShouldEndWith("Title: Roof cinema → Cinema.");
    }

    [Fact]
    public async Task A_ticket_says_where_once_there_is_a_place()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await Theatre.BookAsync(theatre.Ben, id);

        (await theatre.Ben.GetAsync($"/ticket?id={id}")).ShouldBe(200).Text.ShouldNotContain("<dt>Where</dt>");
        await theatre.Ada.PatchAsync($"/api/events/{id}", new { location = "The cellar" });
        (await theatre.Ben.GetAsync($"/ticket?id={id}")).Text.ShouldContain("<dt>Where</dt><dd>The cellar</dd>");
    }

    [Fact]
    public async Task An_edit_over_a_newer_one_comes_back_with_what_was_typed()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync();
        await theatre.Ada.PatchAsync($"/api/events/{id}", new { location = "The cellar" });

        var late = await PostAsync(theatre, id, ("title", "Late title"), ("sequence", "0"));

        late.ShouldBe(409).Text.ShouldContain("value=\"Late title\"");
        (await Theatre.SeeAsync(theatre.Ada, id)).GetProperty("title").GetString().ShouldBe("Courtyard cinema");
    }

    [Fact]
    public async Task An_own_event_is_planned_again_with_all_but_its_day()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { price = "12.50", location = "The roof" });

        var form = (await theatre.Ada.GetAsync($"/event-create?like={id}")).ShouldBe(200).Text;

        form.ShouldContain("value=\"Courtyard cinema\"");
        form.ShouldContain("value=\"12.50\"");
        form.ShouldContain("value=\"The roof\"");
        form.ShouldNotContain(theatre.Ahead(7));
        (await theatre.Ben.GetAsync($"/event-create?like={id}")).ShouldBe(404);
        (await theatre.Ada.GetAsync($"/event-create?like={Guid.NewGuid()}")).ShouldBe(404);
    }

    [Fact]
    public async Task Chips_of_days_keep_the_rest_of_the_filter_and_are_taken_off_again()
    {
        await using var theatre = await Theatre.OpenAsync();
        await theatre.PlanAsync();
        var page = (await theatre.Ben.GetAsync("/event-overview?search=cinema&seats=true")).ShouldBe(200).Text;
        page.ShouldContain("Courtyard cinema");

        var week = Chip(page);
        week.ShouldStartWith("/event-overview?search=cinema&seats=true&from=");
        var narrowed = (await theatre.Ben.GetAsync(week)).ShouldBe(200).Text;

        narrowed.ShouldContain("No events match");
        narrowed.ShouldContain("aria-current=\"true\">This week");
        Chip(narrowed).ShouldBe("/event-overview?search=cinema&seats=true");
    }

    [Fact]
    public async Task Who_books_too_late_reads_why_and_can_wait()
    {
        await using var theatre = await Theatre.OpenAsync();
        var id = await theatre.PlanAsync(new { maximum_attendees = 1 });
        await Theatre.BookAsync(theatre.Ben, id);

        var late = await theatre.Cleo.FillInAsync($"/event-detail?id={id}&handler=Book");

        late.ShouldBe(409).Text.ShouldContain("All places are taken. You can join the waitlist.");
        late.Text.ShouldContain("handler=wait");
    }

    private static async Task EditAsync(Theatre theatre, string id, params (string, string)[] fields) =>
        (await PostAsync(theatre, id, fields)).ShouldBe(302);

    private static Task<Reply> PostAsync(Theatre theatre, string id, params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] usual =
        [
            ("description", "Bring a blanket."),
            ("date", theatre.Ahead(7)),
            ("time", "19:00"),
            ("visibility", "public"),
            ("room", "true"),
        ];
        var kept = usual.Where(one => fields.All(field => field.Name != one.Name));
        return theatre.Ada.FillInAsync($"/event-edit?id={id}", [.. kept, .. fields]);
    }

    private static List<string> News(Theatre theatre) =>
        [.. theatre.Told(theatre.Ben).Where(told => told.StartsWith("event_changed"))];

    private static string Chip(string page) => WebUtility.HtmlDecode(WeekChip().Match(page).Groups["href"].Value);

    [GeneratedRegex("<a class=\"chip\" href=\"(?<href>[^\"]*)\"[^>]*>This week", RegexOptions.ExplicitCapture)]
    private static partial Regex WeekChip();
}
