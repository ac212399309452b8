using Foyer.Browser.Tests.Fixtures;
using static Foyer.Browser.Tests.Fixtures.AccessibilityCheck;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The pages around the rooms, at three widths, light and dark; and what happens live on them.</summary>
public sealed class AdminPagesTests(SampleDataFixture furnished) : IClassFixture<SampleDataFixture>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_around_the_rooms_are_sound(Screen screen)
    {
        await using var ada = await furnished.Server.WelcomeAsync("ada", screen.Window());
        foreach (
            var path in (string[])
                [
                    "/",
                    "/chat",
                    "/chat/nobody-at-all",
                    "/notifications",
                    "/search",
                    "/search?q=spoons&from=ben",
                    "/admin",
                    "/admin/users/ben",
                    "/admin/rooms",
                    "/admin/events",
                    "/admin/reports",
                    "/admin/audit",
                    "/profile/ben",
                ]
        )
            await CheckAsync(ada, path);
        await ada.AwakeAsync("search-dialog");
        await ada.Page.Keyboard.PressAsync("Control+k");
        await ada.Page.Keyboard.TypeAsync("spoons");
        await Expect(ada.Page.Locator("search-dialog [role=option]").First).ToBeVisibleAsync();
        await CheckPageAsync(ada, "finder");
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.GotoAsync("/chat/ben");
        await Expect(ada.Saying("four spoons")).ToBeVisibleAsync();
        await CheckPageAsync(ada, "direct");
    }

    [Fact]
    public async Task Everybody_sees_a_shutdown_come_and_be_called_off()
    {
        await using var ada = await furnished.Server.WelcomeAsync("ada");
        await using var ben = await furnished.Server.WelcomeAsync("ben");
        await ben.GoAsync("/event-overview");
        await Expect(ben.Page.Locator("shutdown-notice")).ToBeHiddenAsync();
        await ada.GoAsync("/admin");
        await ada.AwakeAsync("confirm-dialog");
        await ada.Page.ClickAsync("text=Close the server >> nth=0");
        await ada.Page.FillAsync("#seconds", "3000");
        await ada.Page.Locator("dialog[open]").GetByText("Close the server", new() { Exact = true }).Last.ClickAsync();

        await Expect(ben.Page.Locator("shutdown-notice")).ToContainTextAsync("The server shuts down in 2");
        await ben.ReloadAsync();
        await Expect(ben.Page.Locator("shutdown-notice")).ToContainTextAsync("The server shuts down in 2");
        var told = Expect(ben.Page.Locator("shutdown-notice")).ToContainTextAsync("called off");
        await ada.Page.ClickAsync("text=Call the shutdown off");
        await told;
        await Expect(ada.Page.Locator("shutdown-notice")).ToBeHiddenAsync();
    }
}
