using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A person with a browser: keeps cookies, says where its requests come from, and remembers its own password.</summary>
public sealed class Person : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly TestServer server;

    public Person(TestServer server, string agent)
    {
        this.server = server;
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(server.Address),
        };
        Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        Http.DefaultRequestHeaders.Add("Origin", server.Address);
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies { get; } = new();

    public string Name { get; private set; } = "";

    public string Email => $"{Name.Replace(' ', '.')}@example.org";

    public long Id { get; private set; }

    public string? ConfirmationUrl { get; private set; }

    /// <summary>The session's token, as the cookie has it.</summary>
    public string? Token => Cookies.GetCookies(new Uri(server.Address))["foyer_token"]?.Value;

    public async Task RegisterAsync(string name)
    {
        Name = name;
        var reply = await PostAsync(
            "/api/register",
            new
            {
                username = name,
                email = Email,
                password = Password,
            }
        );
        reply.ShouldBe(201);
        Id = reply.Json.GetProperty("id").GetInt64();
        ConfirmationUrl = reply.Json.TryGetProperty("confirmation_url", out var url) ? url.GetString() : null;
    }

    /// <summary>Signs in to an account from an earlier run of the server.</summary>
    public async Task NamedAsync(string name)
    {
        Name = name;
        await SignInAsync();
    }

    public async Task ConfirmAsync() =>
        (await PostAsync("/api/confirm", new { hash = ConfirmationUrl!.Split("hash=")[1] })).ShouldBe(204);

    public async Task SignInAsync(bool remember = false) =>
        (
            await PostAsync(
                "/api/login",
                new
                {
                    login = Name,
                    password = Password,
                    remember,
                }
            )
        ).ShouldBe(200);

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Reply> PatchAsync(string path, object? body = null) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Reply> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    /// <summary>Sends text as it is, which may be no JSON at all.</summary>
    public Task<Reply> PostTextAsync(string path, string text, string type = "application/json") =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(text, Encoding.UTF8, type) }
        );

    /// <summary>Every response of the REST interface must be as the API document says.</summary>
    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var reply = await Reply.OfAsync(response);
        var path = new Uri(Http.BaseAddress!, request.RequestUri!).AbsolutePath;
        if (await ApiContract.OfAsync(server.Address) is { } contract)
            contract
                .Violation(request.Method, path, reply)
                .ShouldBeNull($"{request.Method} {path} {reply.Status} {reply.Text}");
        return reply;
    }

    public void Dispose() => Http.Dispose();

    private Task<Reply> SendAsync(HttpMethod method, string path, object? body = null) =>
        SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });
}
