using System.Net;
using System.Net.Http.Headers;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http;

/// <summary>The API document and its page are generated once and sent compressed, whatever the request asks for.</summary>
public sealed class DocumentCacheTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person user = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        user = server.Stranger();
    }

    public async ValueTask DisposeAsync()
    {
        user.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("/docs/api")]
    [InlineData("/openapi/v1.json")]
    public async Task It_is_made_once_whatever_query_host_and_headers_are(string path)
    {
        using var first = await AskAsync(path, "gzip");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var made = await first.Content.ReadAsByteArrayAsync();

        using var again = await AskAsync($"{path}?x=1", "gzip, deflate", host: "localhost:1", agent: "Other/2.0");

        // A page that was made anew would have another nonce.
        (await again.Content.ReadAsByteArrayAsync()).ShouldBe(made);
        again.Headers.ETag.ShouldBe(first.Headers.ETag.ShouldNotBeNull());
        again.Headers.GetValues("Content-Security-Policy").ShouldBe(first.Headers.GetValues("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("/docs/api", "gzip", "gzip")]
    [InlineData("/docs/api", "br", "br")]
    [InlineData("/docs/api", "", null)]
    [InlineData("/openapi/v1.json", "gzip", "gzip")]
    [InlineData("/openapi/v1.json", "gzip, deflate, br", "br")]
    [InlineData("/openapi/v1.json", "nonsense", null)]
    public async Task It_is_compressed_as_the_visitor_likes(string path, string accepted, string? encoding)
    {
        using var reply = await AskAsync(path, accepted);
        reply.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
    }

    [Theory]
    [InlineData("/docs/api")]
    [InlineData("/openapi/v1.json")]
    public async Task Who_has_it_already_gets_304_and_keeps_the_policy_that_came_with_it(string path)
    {
        using var first = await AskAsync(path, "gzip");
        using var again = await AskAsync(path, "gzip", tag: first.Headers.ETag);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.Contains("Content-Security-Policy").ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_signed_in_gets_a_page_of_their_own()
    {
        (await user.GetAsync("/docs/api")).ShouldBe(200);
        using var ada = await server.RegisterAsync("ada");
        var own = await ada.GetAsync("/docs/api");
        own.Text.ShouldContain("Sign out");
        (await user.GetAsync("/docs/api")).Text.ShouldNotContain("Sign out");
    }

    private async Task<HttpResponseMessage> AskAsync(
        string path,
        string accepted,
        string? host = null,
        string? agent = null,
        EntityTagHeaderValue? tag = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        request.Headers.Host = host;
        if (agent is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (tag is not null)
            request.Headers.IfNoneMatch.Add(tag);
        return await user.Http.SendAsync(request);
    }
}
