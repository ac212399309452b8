using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed class RedirectTests
{
    [Theory]
    [InlineData("/search?q=über", "/search?q=%C3%BCber")]
    [InlineData("/search?q=%C3%BCber", "/search?q=%C3%BCber")]
    [InlineData("/search?q=a b&in=x", "/search?q=a%20b&in=x")]
    [InlineData("/profile/日本#top", "/profile/%E6%97%A5%E6%9C%AC#top")]
    [InlineData("/search?q=👋", "/search?q=%F0%9F%91%8B")]
    [InlineData("//evil.example/über", "/room")]
    [InlineData("/\\evil.example", "/room")]
    [InlineData("/a\r\nSet-Cookie: x=y", "/room")]
    public async Task After_a_sign_in_any_local_address_is_reached_and_no_other(string target, string location)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var again = server.Stranger();

        var reply = await again.FillInAsync(
            "/login",
            ("login", "ada"),
            ("password", Person.Password),
            ("returnUrl", target)
        );

        reply.ShouldBe(302).Headers.GetValues("Location").ShouldBe([location]);
        (await again.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/event-detail?id=00000000-0000-4000-8000-000000000000")]
    [InlineData("/event-detail?id=nonsense")]
    [InlineData("/event-detail")]
    [InlineData("/event-edit?id=00000000-0000-4000-8000-000000000000")]
    [InlineData("/event-cancel?id=00000000-0000-4000-8000-000000000000")]
    [InlineData("/ticket?id=00000000-0000-4000-8000-000000000000")]
    [InlineData("/rooms/999")]
    [InlineData("/rooms/999/settings")]
    [InlineData("/join/unknown")]
    [InlineData("/profile/nobody")]
    [InlineData("/chat/nobody")]
    [InlineData("/notifications/999")]
    [InlineData("/admin/users/nobody")]
    [InlineData("/reauthenticate")]
    [InlineData("/settings/data")]
    public async Task A_visitor_is_led_to_the_sign_in_whether_or_not_the_thing_exists(string path)
    {
        await using var server = await TestServer.StartAsync();

        (await server.Stranger().GetAsync(path))
            .ShouldBe(302)
            .Headers.Location!.ToString()
            .ShouldStartWith("/login?returnUrl=%2F");
    }

    [Fact]
    public async Task An_invite_only_event_looks_like_none_to_a_visitor()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var id = (
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title = "Soup",
                    description = "Bring a bowl.",
                    date = "2099-12-05",
                    visibility = "invite-only",
                }
            )
        ).ShouldBe(201).Json.GetProperty("id").GetString();

        (await server.Stranger().GetAsync($"/event-detail?id={id}"))
            .ShouldBe(302)
            .Headers.Location!.ToString()
            .ShouldBe("/login?returnUrl=" + Uri.EscapeDataString($"/event-detail?id={id}"));
    }
}
