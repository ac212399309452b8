using Foyer.Browser.Tests.House;
using static Foyer.Browser.Tests.House.Inspection;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The pages of events, as they are to whoever plans, books and looks on.</summary>
public sealed class EventPagesTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_of_events_are_sound(Screen screen)
    {
        await using var cleo = await house.WelcomeAsync("cleo", screen.Window());
        await EventTests.PlanAsync(cleo, "Courtyard cinema: Playtime", seats: 4);
        var page = cleo.Page.Url;
        await InspectAsync(cleo, "event-own");
        await CheckAsync(cleo, "/event-create");
        await cleo.Page.GotoAsync(page.Replace("event-detail", "event-edit"));
        await InspectAsync(cleo, "event-edit");
        await cleo.Page.GotoAsync(page.Replace("event-detail", "event-cancel"));
        await InspectAsync(cleo, "event-cancel");
        await using var dora = await house.WelcomeAsync("dora", screen.Window());
        await dora.Page.GotoAsync(page);
        await dora.Page.GetByText("Book my seat").ClickAsync();
        await Expect(dora.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await InspectAsync(dora, "event-going");
        await CheckAsync(dora, "/event-overview");
        await dora.Page.GotoAsync(page.Replace("event-detail", "ticket"));
        await InspectAsync(dora, "event-ticket");
        await using var visitor = await house.VisitAsync(screen.Window());
        await visitor.Page.GotoAsync(page);
        await InspectAsync(visitor, "event-visitor");
    }
}
