using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http.Middleware;

public sealed class OriginMiddlewareTests
{
    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData(null, 403)]
    [InlineData("https://friend.example", 204)]
    [InlineData("own", 204)]
    public async Task With_the_cookie_only_known_pages_may_write(string? origin, int status)
    {
        await using var server = await TestServer.StartAsync("--Foyer:Http:AllowedOrigins=https://friend.example");
        using var ada = await server.RegisterAsync("ada");

        (await SendAsync(ada, "/api/logout", origin == "own" ? server.Address : origin)).ShouldBe(status);

        (await ada.GetAsync("/api/users/me")).ShouldBe(status == 204 ? 401 : 200);
    }

    [Fact]
    public async Task A_browser_that_says_the_page_is_ours_needs_no_origin()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await SendAsync(ada, "/api/logout", null, ("Sec-Fetch-Site", "cross-site"))).ShouldBe(403);
        (await SendAsync(ada, "/api/logout", null, ("Sec-Fetch-Site", "same-origin"))).ShouldBe(204);
    }

    [Fact]
    public async Task A_bearer_token_needs_no_origin()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (
            await SendAsync(ada, "/api/logout", "https://evil.example", ("Authorization", $"Bearer {ada.Token}"))
        ).ShouldBe(204);
    }

    [Theory]
    [InlineData("/api/login")]
    [InlineData("/api/register")]
    [InlineData("/api/confirm")]
    [InlineData("/api/confirm/resend")]
    public async Task Signing_in_from_a_foreign_page_is_refused_and_without_origin_is_not(string path)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await SendAsync(ada, path, "https://evil.example")).ShouldRefuse(403, "permission_denied");
        (await SendAsync(ada, path, null)).ShouldBe(400);
    }

    private static Task<Reply> SendAsync(Person person, string path, string? origin, params (string, string)[] headers)
    {
        person.Http.DefaultRequestHeaders.Remove("Origin");
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return person.SendAsync(request);
    }
}
