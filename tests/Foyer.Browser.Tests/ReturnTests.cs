using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>A lost connection, and coming back without a gap.</summary>
public sealed class ReturnTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Whoever_was_offline_catches_up_and_what_they_wrote_goes_out_once()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("tunnel");
        await ben.EnterAsync("tunnel");
        await ada.SendMessageAsync("Before the tunnel");
        await ada.SendMessageAsync("To be changed");
        await Expect(ben.Saying("To be changed")).ToBeVisibleAsync();

        await server.Server.StopAsync();
        await Expect(ben.Page.GetByText("Connection lost")).ToBeVisibleAsync();
        await ben.SendMessageAsync("Written in the tunnel");
        await Expect(ben.Saying("Written in the tunnel")).ToHaveClassAsync(BrowserUser.Pending);
        await server.Server.StartAsync();

        await Expect(ada.Saying("Written in the tunnel")).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        await Expect(ben.Saying("Written in the tunnel")).Not.ToHaveClassAsync(BrowserUser.Pending);
        await Expect(ben.Page.GetByText("Connection lost")).ToBeHiddenAsync();
        await ben.Page.ReloadAsync();
        await Expect(ben.Saying("Written in the tunnel")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_reported_though_it_stays_open()
    {
        await using var relay = new Relay(server.Server.Address);
        await using var ada = await server.WelcomeAsync("ada", through: relay.Address);
        await ada.EnterAsync("silence");
        await Expect(ada.Page.Locator("[data-group=here]")).ToContainTextAsync("ada");

        relay.Freeze();
        await Expect(ada.Page.GetByText("Connection lost")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        relay.Thaw();

        await Expect(ada.Page.GetByText("Connection lost")).ToBeHiddenAsync();
        await ada.PostAsync("Here again");
    }

    [Fact]
    public async Task What_changed_meanwhile_is_there_after_the_return()
    {
        await using var relay = new Relay(server.Server.Address);
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben", through: relay.Address);
        await ben.EnterAsync("beyond the gap");
        var beyond = new Uri(ben.Page.Url).AbsolutePath;
        await ada.EnterAsync("beyond the gap");
        await ada.EnterAsync("gap");
        await ben.EnterAsync("gap");
        await ada.SendMessageAsync("first draft");
        await Expect(ben.Saying("first draft")).ToBeVisibleAsync();
        relay.Cut();

        await ada.AskAsync(
            "POST",
            $"/api/chats/{beyond.Split('/')[^1]}/messages",
            new { text = "@ben where are you?" }
        );
        await ada.Composer.PressAsync("ArrowUp");
        await ada.SendMessageAsync("final words");
        await Expect(ada.Saying("final words")).ToContainTextAsync("(edited)");
        for (var i = 1; i <= 30; i++)
            await ada.SendMessageAsync($"missed {i:00}");
        await Expect(ada.Saying("missed 30")).Not.ToHaveClassAsync(BrowserUser.Pending);
        await Expect(ben.Messages.Filter(new() { HasText = "missed" })).ToHaveCountAsync(0);
        relay.Mend();

        await Expect(ben.Saying("missed 30")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(ben.Messages.Filter(new() { HasText = "missed" })).ToHaveCountAsync(30);
        await Expect(ben.Saying("final words")).ToHaveCountAsync(1);
        await Expect(ben.Page.Locator(".place", new() { HasText = "beyond the gap" })).ToContainTextAsync("1 mentions");
        var live = await ben.ReadLogAsync();
        // Unread messages would begin under a New line after the reload.
        var gap = new Uri(ben.Page.Url).AbsolutePath.Split('/')[^1];
        await ben.AskAsync("PUT", $"/api/chats/{gap}/read", new { message = 1L << 50 });
        await ben.Page.ReloadAsync();
        await Expect(ben.Page.Locator("[data-group=here]")).ToContainTextAsync("ada");
        (await ben.ReadLogAsync()).ShouldBe(live);
    }

    [Fact]
    public async Task A_message_that_was_refused_can_be_tried_again_or_thrown_away()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("refusals");
        await ada.Page.EvaluateAsync("document.querySelector('message-composer').setAttribute('limit', '9000')");
        await ada.SendMessageAsync(new string('x', 5000));
        var refused = ada.Page.Locator(".message--failed");
        await Expect(refused).ToContainTextAsync("Not sent");
        await refused.Locator("[data-act=discard]").ClickAsync();
        await Expect(refused).ToHaveCountAsync(0);
    }
}
