using System.Net;
using System.Text.RegularExpressions;
using System.Web;
using Foyer.Server.Tests.Events;

namespace Foyer.Server.Tests.Web;

/// <summary>The links of an event's page into Google Calendar and Outlook.</summary>
public sealed class CalendarLinksTests
{
    public static TheoryData<string, string, string> Texts =>
        new()
        {
            { new string('a', 120), new string('b', 4000), new string('c', 200) },
            { new string('é', 120), new string('日', 4000), new string('本', 200) },
            { string.Concat(Enumerable.Repeat("👋", 60)), string.Concat(Enumerable.Repeat("🎬", 2000)), "&?#+%" },
            { "A & B + C", "Line one\nLine two & more", "" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Links_are_short_and_lead_to_the_page(string title, string description, string location)
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(
            new
            {
                title,
                description,
                location,
            }
        );

        foreach (var link in await LinksAsync(events, id))
        {
            link.Length.ShouldBeLessThanOrEqualTo(2048);
            var query = HttpUtility.ParseQueryString(new Uri(link).Query);
            var (text, body) = (query["text"] ?? query["subject"], query["details"] ?? query["body"]);
            title.ShouldStartWith(text!.TrimEnd('…'));
            text.Length.ShouldBeGreaterThan(5);
            body!.ShouldEndWith($"\n\n{events.Server.Settings.PublicUrl}/event-detail?id={id}");
            description.ShouldStartWith(body![..body!.IndexOf("\n\n", StringComparison.Ordinal)].TrimEnd('…'));
            location.ShouldStartWith(query["location"]!.TrimEnd('…'));
        }
    }

    [Theory]
    [InlineData("Pacific/Auckland", "2031-03-30", "20310330/20310331", "2031-03-30", "2031-03-31")]
    [InlineData("Europe/Berlin", "2031-12-31", "20311231/20320101", "2031-12-31", "2032-01-01")]
    [InlineData("America/Los_Angeles", "2031-03-09", "20310309/20310310", "2031-03-09", "2031-03-10")]
    [InlineData("Pacific/Apia", "2011-12-30", "20111231/20120101", "2011-12-31", "2012-01-01")]
    public async Task A_whole_day_is_its_date(string zone, string date, string dates, string start, string end)
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(
            new
            {
                date,
                time = (string?)null,
                time_zone = zone,
            }
        );

        var links = (await LinksAsync(events, id)).ConvertAll(link =>
            HttpUtility.ParseQueryString(new Uri(link).Query)
        );

        links[0]["dates"].ShouldBe(dates);
        (links[1]["startdt"], links[1]["enddt"], links[1]["allday"]).ShouldBe((start, end, "true"));
    }

    [Fact]
    public async Task A_time_is_an_instant()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { date = "2031-07-01", time_zone = "Europe/Berlin" });

        var links = (await LinksAsync(events, id)).ConvertAll(link =>
            HttpUtility.ParseQueryString(new Uri(link).Query)
        );

        links[0]["dates"].ShouldBe("20310701T170000Z/20310701T200000Z");
        links[1]["startdt"].ShouldBe("2031-07-01T17:00:00.000000Z");
        links[1]["allday"].ShouldBe("false");
    }

    private static async Task<List<string>> LinksAsync(EventFixture events, string id)
    {
        var page = (await events.Ben.GetAsync($"/event-detail?id={id}")).ShouldBe(200).Text;
        var links = Regex
            .Matches(page, "href=\"(https://(?:calendar\\.google|outlook\\.live)[^\"]*)\"")
            .Select(found => WebUtility.HtmlDecode(found.Groups[1].Value))
            .ToList();
        links.Count.ShouldBe(2);
        return links;
    }
}
