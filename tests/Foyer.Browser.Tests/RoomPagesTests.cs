using Foyer.Browser.Tests.Fixtures;
using static Foyer.Browser.Tests.Fixtures.AccessibilityCheck;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The way to the rooms and what one sees of them.</summary>
public sealed class RoomPagesTests(SampleDataFixture furnished) : IClassFixture<SampleDataFixture>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_for_people_are_sound(Screen screen)
    {
        await using var cleo = await furnished.Server.WelcomeAsync("cleo", screen.Window());
        await cleo.Context.ClearCookiesAsync();
        await cleo.SignInAsync("cleo");
        await Expect(cleo.Page.Locator(".toast")).ToContainTextAsync("Login successful!");
        await CheckCurrentPageAsync(cleo, "room-selection-after-sign-in");
        foreach (var path in (string[])["/", "/room", "/room?search=nowhere", "/logout", "/docs/api", "/no/such/door"])
            await CheckAsync(cleo, path);
        await cleo.EnterAsync("lobby");
        await Expect(cleo.Page.Locator("[data-group=here]")).ToContainTextAsync("cleo");
        await CheckPageAsync(cleo, "room");
        await cleo.EnterAsync($"quiet {screen}");
        await CheckPageAsync(cleo, "room-new");
        if (screen == Screen.Desk)
            await cleo.Page.SetViewportSizeAsync(Tablet.Width, Tablet.Height);
        await cleo.Page.ClickAsync("[popovertarget=members]");
        await Expect(cleo.Page.Locator("#members")).ToBeVisibleAsync();
        await CheckCurrentPageAsync(cleo, "members");
    }

    [Fact]
    public async Task A_room_with_people_in_it_is_sound()
    {
        await using var ben = await furnished.Server.WelcomeAsync("ben");
        await using var dora = await furnished.Server.WelcomeAsync("dora");
        await using var cleo = await furnished.Server.WelcomeAsync("cleo", Desk);
        foreach (var room in (string[])["kitchen", "garden-and-roof", "board games", "cinema"])
            await cleo.EnterAsync(room);
        await ben.EnterAsync("cinema");
        await dora.EnterAsync("cinema");
        await cleo.SendMessageAsync("I have it, and the short one for the speaker. See you at seven!");
        await Expect(cleo.Page.Locator("[data-group=here]")).ToContainTextAsync("dora");
        await dora.Composer.PressSequentiallyAsync("Wonderful");
        await Expect(cleo.Page.Locator("typing-indicator")).ToContainTextAsync("dora is typing");
        await CheckPageAsync(cleo, "lively");
    }
}
