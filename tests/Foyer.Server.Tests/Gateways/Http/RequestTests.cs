using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http;

public sealed class RequestTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task Broken_json_is_refused_without_a_field(string text)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var reply = await anonymous.PostTextAsync("/api/login", text);

        reply.ShouldRefuse(400, "parse_error");
        reply.Errors.ShouldBe([": parse_error"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    public async Task Json_that_is_no_object_is_refused(string text)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.PostTextAsync("/api/login", text)).ShouldRefuse(400, "invalid");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task Only_json_is_json(string type)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.PostTextAsync("/api/login", "{}", type)).ShouldRefuse(415, "unsupported_media_type");
    }

    [Fact]
    public async Task A_body_without_end_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.PostTextAsync("/api/login", $$"""{"login":"{{new string('x', 2_000_000)}}"}""")).ShouldRefuse(
            413,
            "too_large"
        );
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/login")
        {
            Content = new ByteArrayContent([.. "{\"login\":\""u8, 0xff, .. "\"}"u8]),
        };
        request.Content.Headers.ContentType = new("application/json");

        (await anonymous.SendAsync(request)).ShouldBe(400);
    }

    [Fact]
    public async Task What_is_not_there_and_what_one_may_not_do_have_the_error_object_too()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.GetAsync("/api/nothing")).ShouldRefuse(404, "not_found");
        (await anonymous.PutAsync("/api/login")).ShouldRefuse(405, "method_not_allowed");
        (await anonymous.GetAsync("/api/users/me")).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_to_be_careful()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var reply = await ada.GetAsync("/api/users/me");

        var policy = reply.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        reply.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        reply.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task The_server_answers_only_to_its_names()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Http:AllowedHosts=chat.example.org");
        using var anonymous = server.Stranger();

        (await anonymous.SendAsync(Health("chat.example.org"))).ShouldBe(200);
        (await anonymous.SendAsync(Health("evil.example"))).ShouldBe(400);
        (await anonymous.GetAsync("/health/ready")).ShouldBe(200);
    }

    [Fact]
    public async Task Only_a_trusted_proxy_tells_the_address()
    {
        await using var trusting = await TestServer.StartAsync("--Foyer:Http:TrustedProxies=127.0.0.1");
        await using var careful = await TestServer.StartAsync();

        (await AddressAsync(trusting)).ShouldBe("192.0.2.7");
        (await AddressAsync(careful)).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        var paths = (await anonymous.GetAsync("/openapi/v1.json")).ShouldBe(200).Json.GetProperty("paths");

        var register = paths.GetProperty("/api/register").GetProperty("post");
        register.GetProperty("requestBody").GetRawText().ShouldContain("RegisterRequest");
        register.GetProperty("responses").TryGetProperty("201", out _).ShouldBeTrue();
        var unsaid = paths
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Where(act => !act.Value.TryGetProperty("summary", out _))
                    .Select(act => $"{act.Name} {path.Name}")
            );
        unsaid.ShouldBeEmpty();
    }

    private static async Task<string?> AddressAsync(TestServer server)
    {
        using var ada = server.Stranger();
        ada.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");
        await ada.RegisterAsync("ada");
        await ada.ConfirmAsync();
        await ada.SignInAsync();
        return (await ada.GetAsync("/api/users/me/sessions"))
            .Json.GetProperty("results")[0]
            .GetProperty("address")
            .GetString();
    }

    private static HttpRequestMessage Health(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Host = host;
        return request;
    }
}
