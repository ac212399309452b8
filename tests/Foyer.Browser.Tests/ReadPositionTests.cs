using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The scroll position of the message list while one reads, and what counts as read.</summary>
public sealed class ReadPositionTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    private const string FromEnd =
        "(() => { const list = document.querySelector('message-list'); return list.scrollHeight - list.clientHeight - list.scrollTop; })()";

    [Fact]
    public async Task Whoever_reads_above_stays_there_and_sees_a_pill_that_leads_down()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("long");
        await ada.FillAsync(100);
        await ben.EnterAsync("long");
        await Expect(ben.Saying("line 100")).ToBeInViewportAsync();
        await Expect(ben.Messages.Filter(new() { HasText = "line 010" })).ToHaveCountAsync(0);

        await ben.Page.Mouse.MoveAsync(640, 400);
        await ScrollToStartAsync(ben, "line 001");
        await Expect(ben.Saying("line 001")).ToBeInViewportAsync();
        await ben.Page.WaitForFunctionAsync("document.querySelector('message-list').scrollTop === 0");
        var before = await ben.Saying("line 001").BoundingBoxAsync();
        await ada.SendMessageAsync("Are you still there?");
        await Expect(ben.Page.Locator("new-messages")).ToContainTextAsync("1 new message");
        (await ben.Saying("line 001").BoundingBoxAsync())!.Y.ShouldBe(before!.Y, 2);

        await ben.Page.ClickAsync("text=1 new message");
        await Expect(ben.Saying("Are you still there?")).ToBeInViewportAsync();
        await ada.SendMessageAsync("Good to see you");
        await Expect(ben.Saying("Good to see you")).ToBeInViewportAsync();
        await ben.Page.WaitForFunctionAsync($"{FromEnd} < 3");
    }

    [Fact]
    public async Task What_was_unread_is_bold_in_the_list_and_has_a_line_in_the_room()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync("unread");
        // Other tests of this class leave unread messages in their rooms.
        var place = ben.Page.Locator($".sidebar__scroll .place--unread[href='{new Uri(ben.Page.Url).AbsolutePath}']");
        await ben.Page.GotoAsync("/");
        await ada.EnterAsync("unread");
        await ada.PostAsync("one");
        await ada.PostAsync("two");
        await ben.Page.GotoAsync("/");
        await Expect(place).ToContainTextAsync("unread");

        await place.ClickAsync();
        await ben.Page.WaitForURLAsync("**/rooms/*");
        await ben.BeReadyAsync();
        await Expect(ben.Page.Locator("li.new")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator("li.new + li.message")).ToContainTextAsync("one");
    }

    [Fact]
    public async Task A_mention_elsewhere_is_counted_in_the_list_the_title_and_the_sign_of_the_page()
    {
        await using var ada = await server.WelcomeAsync("ada");
        // Someone for whom nothing waits in the rooms of the other tests.
        await using var gus = await server.WelcomeAsync("gus");
        await gus.EnterAsync("calling");
        await gus.EnterAsync("working");
        await ada.EnterAsync("calling");
        await ada.SendMessageAsync("Soup for all who want some");
        var place = gus.Page.Locator(".place", new() { HasText = "calling" });
        var sign = gus.Page.Locator("link[rel=icon]");
        await Expect(place).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("place--unread"));
        await Expect(place.Locator(".count")).ToBeHiddenAsync();
        await Expect(sign).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^data:image/png"));
        await Expect(gus.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^#working"));

        await ada.SendMessageAsync("@gus you too?");
        await Expect(place.Locator(".count")).ToContainTextAsync("1 mentions");
        await Expect(gus.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(1\) #working"));
        await gus.Page.ReloadAsync();
        await Expect(place.Locator(".count")).ToContainTextAsync("1 mentions");
        await Expect(gus.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(1\) #working"));

        await gus.BeReadyAsync();
        await gus.Composer.PressAsync("Alt+Shift+ArrowUp");
        await Expect(gus.Page.Locator("[data-room-name]")).ToHaveTextAsync("calling");
        await Expect(gus.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^#calling"));
        await Expect(sign).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("svg$"));
    }

    [Fact]
    public async Task A_draft_waits_in_its_room_and_follows_to_no_other()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("draft one");
        await ada.Composer.PressSequentiallyAsync("Half a thought");
        await ada.EnterAsync("draft two");
        await Expect(ada.Composer).ToHaveValueAsync("");
        await Expect(ada.Page.Locator(".place", new() { HasText = "draft one" }).Locator("[data-draft]"))
            .ToBeVisibleAsync();
        await ada.EnterAsync("draft one");
        await Expect(ada.Composer).ToHaveValueAsync("Half a thought");
    }

    [Fact]
    public async Task On_a_phone_the_rooms_come_first_and_enter_makes_a_line()
    {
        await using var fay = await server.WelcomeAsync("fay", new Window(360, 740, Touch: true));
        await fay.EnterAsync("pocket");
        await fay.Composer.TapAsync();
        await fay.Composer.PressSequentiallyAsync("one");
        await fay.Composer.PressAsync("Enter");
        await fay.Composer.PressSequentiallyAsync("two");
        await Expect(fay.Composer).ToHaveValueAsync("one\ntwo");
        await fay.Page.TapAsync(".composer__send");
        await Expect(fay.Saying("two")).ToBeVisibleAsync();
        var send = await fay.Page.Locator(".composer__send").BoundingBoxAsync();
        Math.Min(send!.Width, send.Height).ShouldBeGreaterThanOrEqualTo(44);
        await fay.Page.TapAsync("[popovertarget=room-menu]");
        await Expect(fay.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await Expect(fay.Page.GetByRole(AriaRole.Button, new() { Name = "Leave the room" })).ToBeVisibleAsync();
        await fay.Page.TapAsync("#room-menu >> text=Home");
        await Expect(fay.Page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back, fay" })).ToBeVisibleAsync();
    }

    /// <summary>Turns the wheel until the oldest message is there.</summary>
    private static async Task ScrollToStartAsync(BrowserUser person, string oldest)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await person.Saying(oldest).CountAsync() == 0)
        {
            late.Token.ThrowIfCancellationRequested();
            await person.Page.Mouse.WheelAsync(0, -2000);
            await person.Page.WaitForFunctionAsync("new Promise(requestAnimationFrame)");
        }
        await person.Page.Mouse.WheelAsync(0, -100_000);
    }
}
