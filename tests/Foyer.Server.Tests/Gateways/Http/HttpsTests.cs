using System.Net.Http.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Http;

/// <summary>The server's own HTTPS, with a certificate as the settings name it.</summary>
public sealed class HttpsTests : IAsyncLifetime
{
    private readonly string folder = TestServer.NewFolder();
    private TestServer server = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        Certificate.Write(folder, "chat.example.org");
        server = await TestServer.StartAsync(
            "--urls=https://127.0.0.1:0",
            $"--Foyer:Http:CertificatePath={Path.Combine(folder, "cert.pem")}",
            $"--Foyer:Http:KeyPath={Path.Combine(folder, "key.pem")}",
            "--Foyer:Registration:ConfirmEmail=false"
        );
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            }
        )
        {
            BaseAddress = new Uri(server.Address),
        };
        client.DefaultRequestHeaders.Host = "chat.example.org";
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Browsers_are_told_to_come_by_https_only()
    {
        server.Address.ShouldStartWith("https://");

        var answer = await client.GetAsync("/login");

        ((int)answer.StatusCode).ShouldBe(200);
        answer.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task Every_cookie_is_secure_and_the_sessions_belongs_to_this_host_alone()
    {
        await client.PostAsJsonAsync(
            "/api/register",
            new
            {
                username = "ada",
                email = "ada@example.org",
                password = Person.Password,
            }
        );
        var signedIn = await client.PostAsJsonAsync("/api/login", new { login = "ada", password = Person.Password });
        ((int)signedIn.StatusCode).ShouldBe(200);
        var session = signedIn.Headers.GetValues("Set-Cookie").Single();
        session.ShouldStartWith("__Host-foyer_token=");
        foreach (var part in new[] { "secure", "httponly", "path=/", "samesite=lax" })
            session.ToLowerInvariant().ShouldContain(part);
        session.ToLowerInvariant().ShouldNotContain("domain=");

        var page = await client.GetAsync("/login");
        foreach (var cookie in page.Headers.GetValues("Set-Cookie"))
            cookie.ToLowerInvariant().ShouldContain("secure");

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/users/me");
        asked.Headers.Add("Cookie", session.Split(';')[0]);
        ((int)(await client.SendAsync(asked)).StatusCode).ShouldBe(200);
        using var plain = new HttpRequestMessage(HttpMethod.Get, "/api/users/me");
        plain.Headers.Add("Cookie", session.Split(';')[0].Replace("__Host-", ""));
        ((int)(await client.SendAsync(plain)).StatusCode).ShouldBe(401);
    }
}
