using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>An announced shutdown, as open pages show it.</summary>
public sealed class ShutdownTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task The_notice_stands_above_the_header_and_goes_when_the_server_is_back(int width)
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben", new Window(width, 800));
        await ada.EnterAsync("closing");
        await ben.EnterAsync("closing");
        var notice = ben.Page.Locator("shutdown-notice");

        await ada.SendMessageAsync("/kill 300");
        await Expect(notice).ToContainTextAsync("The server shuts down in");
        await ExpectApartAsync(ben.Page, "shutdown-notice", ".room__head");
        await ExpectApartAsync(ben.Page, "shutdown-notice", ".composer");
        await ada.SendMessageAsync("/kill abort");
        await Expect(notice).ToContainTextAsync("called off");
        await Expect(notice).ToBeHiddenAsync();

        await ada.SendMessageAsync("/kill 1");
        await server.Server.EndAsync();
        await Expect(notice).ToContainTextAsync("The server shuts down now");
        await server.Server.StartAsync();
        await Expect(notice).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(ben.Page.Locator(".room__head")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Other_pages_show_it_beside_the_navigation_and_lose_it_too()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("closing");
        await ben.GoAsync("/event-overview");
        var notice = ben.Page.Locator("shutdown-notice");

        await ada.SendMessageAsync("/kill 1");
        await Expect(notice).ToBeVisibleAsync();
        await ExpectApartAsync(ben.Page, "shutdown-notice", ".mainnav");
        await ExpectApartAsync(ben.Page, "shutdown-notice", "h1");
        await server.Server.EndAsync();
        await server.Server.StartAsync();
        await Expect(notice).ToBeHiddenAsync(new() { Timeout = 60_000 });
    }

    private static async Task ExpectApartAsync(IPage page, string one, string other) =>
        (
            await page.EvaluateAsync<bool>(
                """
                (selectors) => {
                  const [one, other] = selectors.map((selector) => document.querySelector(selector).getBoundingClientRect());
                  return one.bottom <= other.top || other.bottom <= one.top || one.right <= other.left || other.right <= one.left;
                }
                """,
                new[] { one, other }
            )
        ).ShouldBeTrue($"{one} and {other}");
}
