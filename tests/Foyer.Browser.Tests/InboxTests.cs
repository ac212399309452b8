using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The inbox: what concerns one comes in live, leads to its place, and is read at once or all together.</summary>
public sealed class InboxTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_mention_comes_in_live_and_leads_to_the_message()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync("lobby");
        await ada.EnterAsync("lobby");
        await ben.GoAsync("/notifications");
        await Expect(ben.Page.Locator("#inbox")).ToContainTextAsync("You’re all caught up");

        await ada.SendMessageAsync("@ben the projector is yours");

        var row = ben.Page.Locator("#inbox .list__row--unread");
        await Expect(row).ToContainTextAsync("ada mentions you in lobby");
        await Expect(row).ToContainTextAsync("@ben the projector is yours");
        await Expect(ben.Page.Locator(".mainnav inbox-count .count")).ToContainTextAsync("1");
        await row.Locator("a").ClickAsync();
        await ben.Page.WaitForURLAsync("**/rooms/*#message-*");
        await Expect(ben.Saying("the projector is yours")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator(".mainnav inbox-count .count")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task All_is_marked_as_read_and_other_windows_follow()
    {
        await using var cleo = await server.WelcomeAsync("cleo");
        await using var dora = await server.WelcomeAsync("dora");
        await using var elsewhere = await server.WelcomeAsync("dora");
        await elsewhere.GoAsync("/room");
        await dora.EnterAsync("kitchen");
        await dora.GoAsync("/notifications");
        await cleo.EnterAsync("kitchen");
        await cleo.SendMessageAsync("@dora one");
        await cleo.SendMessageAsync("@dora two");
        await Expect(dora.Page.Locator("#inbox .list__row--unread")).ToHaveCountAsync(2);
        await Expect(elsewhere.Page.Locator(".mainnav inbox-count .count")).ToContainTextAsync("2");

        await dora.Page.ClickAsync("text=Mark all as read");

        await Expect(dora.Page.Locator("#inbox .list__row--unread")).ToHaveCountAsync(0);
        await Expect(dora.Page.Locator("#inbox .list__row")).ToHaveCountAsync(2);
        await Expect(elsewhere.Page.Locator(".mainnav inbox-count .count")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_answer_that_is_overtaken_by_the_line_is_not_shown()
    {
        await using var gil = await server.WelcomeAsync("gil");
        await using var hana = await server.WelcomeAsync("hana");
        await hana.EnterAsync("attic");
        var (asked, told, overtaken) = (
            new TaskCompletionSource(),
            new TaskCompletionSource(),
            new TaskCompletionSource()
        );
        hana.Page.WebSocket += (_, socket) =>
            socket.FrameReceived += (_, frame) =>
            {
                if (frame.Text?.Contains("\"inbox\"", StringComparison.Ordinal) == true)
                    told.TrySetResult();
            };
        await hana.Page.RouteAsync(
            "**/api/notifications/unread",
            async route =>
            {
                var answer = await route.FetchAsync();
                asked.TrySetResult();
                await overtaken.Task;
                await route.FulfillAsync(new() { Response = answer });
            }
        );
        await hana.GoAsync("/room");
        await gil.EnterAsync("attic");
        await gil.SendMessageAsync("@hana are you there?");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await hana.AskAsync("PUT", "/api/notifications/read", new { up_to = long.MaxValue });
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await hana.Page.RunAndWaitForRequestFinishedAsync(() =>
        {
            overtaken.SetResult();
            return Task.CompletedTask;
        });
        await hana.Page.EvaluateAsync("new Promise((done) => setTimeout(done))");

        (await hana.Page.Locator(".mainnav inbox-count .count").IsHiddenAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Notices_of_the_system_are_offered_after_the_first_direct_message_and_never_before()
    {
        await using var emil = await server.WelcomeAsync("emil");
        await using var fay = await server.WelcomeAsync("fay");
        // A browser without a screen has refused already.
        await fay.Context.AddInitScriptAsync(
            "Object.defineProperty(Notification, 'permission', { value: 'default' });"
        );
        await fay.EnterAsync("garden");
        await emil.EnterAsync("garden");
        await emil.SendMessageAsync("@fay hello");
        await Expect(fay.Saying("@fay hello")).ToBeVisibleAsync();
        var offer = fay.Page.Locator(".toast").Filter(new() { HasText = "Get notified of messages" });
        await Expect(offer).ToHaveCountAsync(0);

        await emil.Page.GotoAsync("/chat/fay");
        await emil.Page.FillAsync("#text", "To you alone");
        await emil.Page.ClickAsync("text=Open the conversation");

        await Expect(fay.Page.Locator(".toast").Filter(new() { HasText = "To you alone" })).ToBeVisibleAsync();
        await Expect(offer.GetByRole(AriaRole.Button, new() { Name = "Turn on" })).ToBeVisibleAsync();
        await offer.GetByRole(AriaRole.Button, new() { Name = "Not now" }).ClickAsync();
        await Expect(offer).ToHaveCountAsync(0);
        await fay.Page.ReloadAsync();
        await Expect(fay.Page.Locator("[data-group=here]")).ToContainTextAsync("fay");
        await Expect(offer).ToHaveCountAsync(0);
    }
}
