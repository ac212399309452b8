using Foyer.Browser.Tests.House;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The pages around the rooms, at three widths, light and dark; and what happens live on them.</summary>
public sealed class HousePagesTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Theory]
    [MemberData(nameof(PagesTests.Windows), MemberType = typeof(PagesTests))]
    public async Task Pages_around_the_rooms_are_sound(int width, bool dark)
    {
        await FurnishAsync();
        await using var ada = await house.WelcomeAsync("ada", PagesTests.Look(width, dark));
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
            await PagesTests.CheckAsync(ada, path, width, dark);
        await ada.Page.WaitForFunctionAsync("!!customElements.get('finder-dialog')");
        await ada.Page.Keyboard.PressAsync("Control+k");
        await ada.Page.Keyboard.TypeAsync("spoons");
        await Expect(ada.Page.Locator("finder-dialog [role=option]").First).ToBeVisibleAsync();
        await PagesTests.InspectAsync(ada, "finder", width, dark);
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.GotoAsync("/chat/ben");
        await Expect(ada.Saying("four spoons")).ToBeVisibleAsync();
        await PagesTests.InspectAsync(ada, "direct", width, dark);
    }

    [Fact]
    public async Task Everybody_sees_a_shutdown_come_and_be_called_off()
    {
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await ben.Page.GotoAsync("/event-overview");
        await Expect(ben.Page.Locator("server-notice")).ToBeHiddenAsync();
        await ada.Page.GotoAsync("/admin");
        await ada.Page.WaitForFunctionAsync("!!customElements.get('confirm-dialog')");
        await ada.Page.ClickAsync("text=Close the server >> nth=0");
        await ada.Page.FillAsync("#seconds", "3000");
        await ada.Page.Locator("dialog[open]").GetByText("Close the server", new() { Exact = true }).Last.ClickAsync();

        await Expect(ben.Page.Locator("server-notice")).ToContainTextAsync("The server shuts down in 2");
        await ben.Page.ReloadAsync();
        await Expect(ben.Page.Locator("server-notice")).ToContainTextAsync("The server shuts down in 2");
        await ada.Page.ClickAsync("text=Call the shutdown off");
        await Expect(ben.Page.Locator("server-notice")).ToContainTextAsync("called off");
        await Expect(ada.Page.Locator("server-notice")).ToBeHiddenAsync();
    }

    private async Task FurnishAsync()
    {
        if (furnished)
            return;
        furnished = true;
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await ada.EnterAsync("lobby");
        await ben.EnterAsync("lobby");
        await ben.SayAsync("@ada forty bowls, counted twice. We are four spoons short.");
        await Expect(ada.Saying("spoons")).ToBeVisibleAsync();
        await ada.Page.GotoAsync("/");
        await ben.Page.GotoAsync("/chat/ada");
        await ben.Page.FillAsync("#subject", "Spoons");
        await ben.Page.FillAsync("#text", "Are there four spoons at yours?");
        await ben.Page.ClickAsync("text=Open the conversation");
        await ben.Page.WaitForURLAsync("**/rooms/*");
        await ben.SayAsync("The long ones, if you have them.");
        await Expect(ben.Saying("The long ones")).ToBeVisibleAsync();
        await ben.EnterAsync("lobby");
        await ben.SayAsync("@ada found two behind the oven.");
        await Expect(ben.Saying("behind the oven")).ToBeVisibleAsync();
    }

    private static bool furnished;
}
