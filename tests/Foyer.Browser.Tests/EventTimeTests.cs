using System.Text.Json;
using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>One event in Berlin, read in Auckland, in Los Angeles and in Berlin: every place says the same time, on the reader's clock.</summary>
public sealed class EventTimeTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    // In December: Berlin is an hour ahead of UTC, Auckland thirteen, Los Angeles eight behind.
    private const string Date = "2031-12-06";

    [Theory]
    [InlineData("Pacific/Auckland", "Sun 7 Dec 2031, 07:00–10:00", "your time; Sat 19:00 in Berlin", "Sun 7 Dec")]
    [InlineData("America/Los_Angeles", "Sat 6 Dec 2031, 10:00–13:00", "your time; 19:00 in Berlin", "Sat 6 Dec")]
    [InlineData("Europe/Berlin", "Sat 6 Dec 2031, 19:00–22:00", null, "Sat 6 Dec")]
    public async Task Every_place_shows_an_event_on_the_readers_clock(
        string zone,
        string when,
        string? there,
        string tile
    )
    {
        var name = $"reader {zone.Split('/')[1].Split('_')[0].ToLowerInvariant()}";
        await using var ada = await server.WelcomeAsync("ada");
        await using var reader = await server.WelcomeAsync(name, new Window(Zone: zone));
        await ada.GoAsync("/room");
        await reader.GoAsync("/notifications");
        var id = (await PlanAsync(ada, $"Lantern walk {name}", "19:00")).GetProperty("id").GetString()!;
        var moment = there is null ? when[..^6] : $"{when[..^6]} {there.Replace("; ", " (")})";

        await InviteAsync(ada, id, name);

        var toast = reader.Page.Locator(".toast", new() { HasText = "invites you" });
        await Expect(toast).ToContainTextAsync($"“Lantern walk {name}”, {moment}.");
        await reader.GoAsync("/notifications");
        await Expect(reader.Page.Locator(".list__text").First).ToContainTextAsync($"“Lantern walk {name}”, {moment}.");
        await LookAsync(reader, $"inbox-{zone}");
        await reader.AskAsync("PUT", $"/api/events/{id}/booking", new { });

        await reader.GoAsync($"/event-overview?search=lantern&from={Date}&to={Date}&mine=true");
        var card = reader.Page.Locator($"event-card[event='{id}']");
        await ShouldShowAsync(card, when, there);
        await Expect(card.Locator(".date-tile")).ToHaveTextAsync(tile.Replace(" ", ""));
        await LookAsync(reader, $"cards-{zone}");
        await reader.GoAsync($"/event-detail?id={id}");
        await Expect(reader.Page.Locator(".fact [data-time]")).ToHaveTextAsync(when.Split(", ")[1]);
        await Expect(reader.Page.Locator(".event__head .date-tile")).ToHaveTextAsync(tile.Replace(" ", ""));
        await LookAsync(reader, $"event-{zone}");
        foreach (var page in new[] { $"/ticket?id={id}", $"/search?q=lantern+walk+{name}", "/profile/ada" })
        {
            await reader.GoAsync(page);
            await ShouldShowAsync(
                reader
                    .Page.Locator("tr, .list__row, .ticket")
                    .Filter(new() { Has = reader.Page.Locator("event-time"), HasText = name })
                    .First,
                when,
                there
            );
            await LookAsync(reader, $"{page.Split('?', '/')[1]}-{zone}");
        }
    }

    [Fact]
    public async Task The_host_sees_the_same_time_where_it_is_cancelled_and_where_order_is_kept()
    {
        // The first account owns the server.
        await using var ada = await server.WelcomeAsync("ada");
        await using var away = await server.WelcomeAsync("ada", new Window(Zone: "Pacific/Auckland"));
        await ada.GoAsync("/room");
        var id = (await PlanAsync(ada, "Frost fair", "19:00")).GetProperty("id").GetString()!;

        foreach (var page in new[] { $"/event-cancel?id={id}", "/admin/events" })
        {
            await away.GoAsync(page);
            await ShouldShowAsync(
                away.Page.Locator("tr, .event__titles").Filter(new() { HasText = "Frost fair" }).First,
                "Sun 7 Dec 2031, 07:00–10:00",
                "your time; Sat 19:00 in Berlin"
            );
            await LookAsync(away, page.Split('?')[0].Trim('/').Replace('/', '-'));
        }
    }

    [Theory]
    [InlineData("Pacific/Auckland")]
    [InlineData("America/Los_Angeles")]
    public async Task A_whole_day_is_the_same_day_everywhere(string zone)
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var reader = await server.WelcomeAsync("cleo", new Window(Zone: zone));
        await ada.GoAsync("/room");
        var id = (await PlanAsync(ada, "Open day", null)).GetProperty("id").GetString()!;

        await reader.GoAsync($"/event-overview?from={Date}&to={Date}&search=open");

        var card = reader.Page.Locator($"event-card[event='{id}']");
        await Expect(card.Locator("[data-when]")).ToHaveTextAsync("Sat 6 Dec 2031, all day");
        await Expect(card.Locator(".date-tile")).ToHaveTextAsync("Sat6Dec");
    }

    private static async Task ShouldShowAsync(ILocator place, string when, string? there)
    {
        await Expect(place.Locator("[data-when]")).ToHaveTextAsync(when);
        if (there is null)
            await Expect(place.Locator("[data-zone]")).ToBeHiddenAsync();
        else
            await Expect(place.Locator("[data-zone]")).ToHaveTextAsync(there);
    }

    private static Task<JsonElement> PlanAsync(BrowserUser host, string title, string? time) =>
        host.AskAsync(
            "POST",
            "/api/events",
            new
            {
                title,
                description = "Bring a lamp.",
                date = Date,
                time,
                time_zone = "Europe/Berlin",
                visibility = "public",
            }
        );

    private static Task InviteAsync(BrowserUser host, string id, string invitee) =>
        host.AskAsync("POST", $"/api/events/{id}/invitations", new { invitee });

    /// <summary>Takes a picture for inspection; FOYER_PICTURES names the folder.</summary>
    private static async Task LookAsync(BrowserUser user, string name)
    {
        if (Environment.GetEnvironmentVariable("FOYER_PICTURES") is { } folder)
            await user.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name.Replace('/', '-') + ".png") });
    }
}
