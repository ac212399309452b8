using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>What is live, once more over the server's own HTTPS: pages and the WebSocket share one HTTP/2 connection (RFC 8441).</summary>
public sealed class SecureTests(HttpsFixture server) : IClassFixture<HttpsFixture>
{
    [Fact]
    public async Task Pages_come_by_http2_and_what_is_live_by_websocket()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("protocols");
        await LiveConnection.ShouldBeSocketAsync(ada, "h2");
        (await ada.Page.EvaluateAsync<bool>("window.isSecureContext")).ShouldBeTrue();
    }

    [Fact]
    public Task Two_people_talk() =>
        new MessagingTests(server).Two_people_find_each_other_by_a_room_name_and_talk_both_ways();

    [Fact]
    public Task Presence_and_typing_are_seen() => new MessagingTests(server).Presence_and_typing_are_seen_and_end();

    [Fact]
    public Task What_changed_meanwhile_is_there_after_the_return() =>
        new ReturnTests(server).What_changed_meanwhile_is_there_after_the_return();

    [Fact]
    public Task Files_are_dropped_and_pasted() =>
        new FileTests(server).Files_are_dropped_and_pasted_and_need_no_words();
}

/// <summary>The same behind each proxy of docs/self-hosting.md.</summary>
public sealed class BehindProxyTests
{
    [Theory]
    [InlineData("nginx")]
    [InlineData("haproxy")]
    [InlineData("caddy")]
    public async Task Two_people_talk_over_the_socket(string kind)
    {
        await using var server = await ProxyFixture.OpenAsync(kind);
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("behind");
        await ben.EnterAsync("behind");
        await LiveConnection.ShouldBeSocketAsync(ada, "h2");
        await LiveConnection.ShouldBeSocketAsync(ben, "h2");

        await Expect(ada.Page.Locator("[data-group=here]")).ToContainTextAsync("ben");
        await ben.Composer.PressSequentiallyAsync("I am");
        await Expect(ada.Page.Locator("typing-indicator")).ToHaveTextAsync("ben is typing…");
        await ben.SendMessageAsync("I am here");
        await Expect(ada.Saying("I am here")).ToBeVisibleAsync();
    }
}

file static class LiveConnection
{
    public static async Task ShouldBeSocketAsync(BrowserUser user, string protocol)
    {
        user.IsOnSocket.ShouldBeTrue("it fell back to the stream");
        (
            await user.Page.EvaluateAsync<string>("performance.getEntriesByType('navigation')[0].nextHopProtocol")
        ).ShouldBe(protocol);
    }
}
