using Foyer.Browser.Tests.Fixtures;
using static Foyer.Browser.Tests.Fixtures.AccessibilityCheck;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The pages of events, as hosts, attendees and other people see them.</summary>
public sealed class EventPagesTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_of_events_are_sound(Screen screen)
    {
        await using var cleo = await server.WelcomeAsync("cleo", screen.Window());
        await EventTests.PlanAsync(cleo, "Courtyard cinema: Playtime", seats: 4);
        var page = cleo.Page.Url;
        await CheckPageAsync(cleo, "event-own");
        await CheckAsync(cleo, "/event-create");
        await cleo.Page.GotoAsync(page.Replace("event-detail", "event-edit"));
        await CheckPageAsync(cleo, "event-edit");
        await cleo.Page.GotoAsync(page.Replace("event-detail", "event-cancel"));
        await CheckPageAsync(cleo, "event-cancel");
        await using var dora = await server.WelcomeAsync("dora", screen.Window());
        await dora.Page.GotoAsync(page);
        await dora.Page.GetByText("Book my seat").ClickAsync();
        await Expect(dora.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await CheckPageAsync(dora, "event-going");
        await CheckAsync(dora, "/event-overview");
        await dora.Page.GotoAsync(page.Replace("event-detail", "ticket"));
        await CheckPageAsync(dora, "event-ticket");
        await using var user = await server.VisitAsync(screen.Window());
        await user.Page.GotoAsync(page);
        await CheckPageAsync(user, "event-visitor");
    }
}
