using System.Net.Http.Json;
using Foyer.Server.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;

namespace Foyer.Server.Tests.Accounts;

/// <summary>What a session alone may not do, at every REST endpoint that could hand over an account.</summary>
public sealed class ReauthenticationTests : IAsyncLifetime
{
    private const string Wrong = "wrong password";

    /// <summary>Every endpoint that needs a fresh session, with a body that is otherwise right.</summary>
    private static readonly (string Method, string Route, string Path, object? Body)[] Guarded =
    [
        ("PATCH", "/api/users/me", "/api/users/me", new { email = "new@example.org" }),
        ("DELETE", "/api/users/me", "/api/users/me", new { messages = "keep" }),
        ("GET", "/api/users/me/export", "/api/users/me/export", null),
        ("POST", "/api/users/me/export", "/api/users/me/export", new { }),
        ("POST", "/api/users/me/totp", "/api/users/me/totp", new { }),
        ("DELETE", "/api/users/me/totp", "/api/users/me/totp", new { code = "000000" }),
        ("POST", "/api/users/me/recovery-codes", "/api/users/me/recovery-codes", new { code = "000000" }),
        ("POST", "/api/tokens/", "/api/tokens", new { name = "program", scopes = new[] { "read" } }),
        ("DELETE", "/api/tokens/{id:long}", "/api/tokens/1", new { }),
        ("POST", "/api/passkeys/options", "/api/passkeys/options", new { }),
        ("POST", "/api/passkeys/", "/api/passkeys", new { }),
        ("DELETE", "/api/passkeys/{id:long}", "/api/passkeys/1", new { }),
        ("POST", "/api/admin/grant", "/api/admin/grant", new { username = "ben", role = "moderator" }),
        ("POST", "/api/admin/reset-link", "/api/admin/reset-link", new { username = "ben" }),
        ("POST", "/api/admin/users/{name}/two-factor", "/api/admin/users/ben/two-factor", new { clear = true }),
    ];

    /// <summary>The others near them: nothing that they do outlives the session or gives the account away.</summary>
    private static readonly string[] Harmless =
    [
        "POST /api/reauthenticate",
        "POST /api/password",
        "POST /api/password/reset",
        "POST /api/passkeys/sign-in",
        "POST /api/passkeys/sign-in/options",
        "DELETE /api/users/me/sessions/{id}",
        "PUT /api/users/me/avatar",
        "DELETE /api/users/me/avatar",
        "POST /api/users/me/calendar/",
        "DELETE /api/users/me/calendar/",
        "POST /api/admin/mail/test",
        "PATCH /api/admin/registrations",
        "POST /api/admin/kick",
        "POST /api/admin/ban",
        "POST /api/admin/unban",
        "POST /api/admin/kill",
        "PATCH /api/admin/reports/{id:long}",
    ];

    private static readonly string[] Sensitive =
    [
        "/api/users/me",
        "/api/tokens",
        "/api/passkeys",
        "/api/password",
        "/api/reauthenticate",
        "/api/admin",
    ];

    private TestServer server = null!;
    private Person ada = null!;

    public static TheoryData<int> Endpoints => [.. Enumerable.Range(0, Guarded.Length)];

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void Every_endpoint_near_the_account_is_guarded_or_known_to_be_harmless()
    {
        var found = server
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                Sensitive.Any(start =>
                    ("/" + endpoint.RoutePattern.RawText!.TrimStart('/')).StartsWith(start, StringComparison.Ordinal)
                )
            )
            .SelectMany(endpoint =>
                endpoint
                    .Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(method => $"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            )
            // HEAD runs what GET runs.
            .Where(endpoint => !endpoint.StartsWith("HEAD ", StringComparison.Ordinal))
            .Where(endpoint =>
                endpoint.EndsWith("/export", StringComparison.Ordinal)
                || !endpoint.StartsWith("GET ", StringComparison.Ordinal)
            )
            .ToList();
        var guarded = Guarded.Select(one => $"{one.Method} {one.Route}").ToList();

        found.Count.ShouldBeGreaterThan(20);
        found
            .Except(guarded)
            .Except(Harmless)
            .ShouldBeEmpty("add the endpoint to the table of guarded ones, or say that it is harmless");
        guarded.Except(found).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_session_that_is_not_fresh_is_asked_to_sign_in_again(int row)
    {
        server.Clock.Move(TimeSpan.FromMinutes(11));

        (await SendAsync(ada, row)).ShouldRefuse(403, "sign_in_again");
        (await SendAsync(ada, row, password: Wrong)).Errors.ShouldBe(["password: invalid"]);
        (await ada.PostAsync("/api/reauthenticate", new { password = Wrong })).ShouldRefuse(
            401,
            "authentication_failed"
        );
        (await SendAsync(ada, row)).ShouldRefuse(403, "sign_in_again");
        (await ada.PostAsync("/api/reauthenticate", new { password = Person.Password })).ShouldBe(204);
        ShouldPass(await SendAsync(ada, row));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Right_after_a_sign_in_or_with_the_password_it_is_not_asked(int row)
    {
        if (Guarded[row].Method != "GET")
        {
            server.Clock.Move(TimeSpan.FromMinutes(11));
            ShouldPass(await SendAsync(ada, row, password: Person.Password));
        }
        using var again = server.Stranger();
        var login = await again.PostAsync("/api/login", new { login = "ada", password = Person.Password });
        // The row that deletes the account has done so.
        if (login.Status == 200)
            ShouldPass(await SendAsync(again, row));
        else
            Guarded[row].Method.ShouldBe("DELETE");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_access_token_never_may_and_in_a_cookie_it_is_no_session(int row)
    {
        var token = (
            await ada.PostAsync("/api/tokens", new { name = "all", scopes = new[] { "read", "write", "admin" } })
        )
            .ShouldBe(201)
            .Json.GetProperty("token")
            .GetString()!;
        using var program = server.Stranger();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        using var browser = server.Stranger();
        browser.Cookies.Add(new Uri(server.Address), new System.Net.Cookie("foyer_token", token));

        (await SendAsync(program, row)).ShouldRefuse(403, "permission_denied");
        (await SendAsync(program, row, password: Person.Password)).ShouldRefuse(403, "permission_denied");
        (await SendAsync(browser, row)).ShouldRefuse(401, "not_authenticated");
        (await browser.GetAsync("/api/users/me")).ShouldRefuse(401, "not_authenticated");
        (await browser.GetAsync("/settings")).ShouldBe(302).Headers.Location!.ToString().ShouldStartWith("/login");
    }

    [Fact]
    public async Task A_stale_session_still_reads_and_edits_the_rest()
    {
        server.Clock.Move(TimeSpan.FromMinutes(11));

        (await ada.GetAsync("/api/tokens")).ShouldBe(200);
        (await ada.GetAsync("/api/passkeys")).ShouldBe(200);
        (await ada.PatchAsync("/api/users/me", new { first_name = "Ada" })).ShouldBe(200);
        (await ada.GetAsync("/api/users/me/sessions")).ShouldBe(200);
    }

    [Fact]
    public async Task Freshness_lasts_ten_minutes_and_belongs_to_one_session()
    {
        server.Clock.Move(TimeSpan.FromMinutes(11));
        using var phone = server.Stranger("Phone/1.0");
        (await phone.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldBe(200);
        var body = new { name = "p", scopes = new[] { "read" } };

        (await phone.PostAsync("/api/tokens", body)).ShouldBe(201);
        (await ada.PostAsync("/api/tokens", body)).ShouldRefuse(403, "sign_in_again");
        server.Clock.Move(TimeSpan.FromMinutes(9));
        (await phone.PostAsync("/api/tokens", body)).ShouldBe(201);
        server.Clock.Move(TimeSpan.FromMinutes(2));
        (await phone.PostAsync("/api/tokens", body)).ShouldRefuse(403, "sign_in_again");
        (await phone.PostAsync("/api/reauthenticate", new { })).Errors.ShouldBe(["password: required"]);
    }

    [Fact]
    public async Task Guessing_the_password_with_a_stolen_session_ends_at_the_sign_in_limit()
    {
        server.Clock.Move(TimeSpan.FromMinutes(11));
        for (var i = 0; i < 5; i++)
        {
            (await ada.PostAsync("/api/reauthenticate", new { password = Wrong })).ShouldBe(401);
            (await ada.PatchAsync("/api/users/me", new { email = "x@example.org", password = Wrong })).ShouldBe(400);
        }

        (await ada.PostAsync("/api/reauthenticate", new { password = Wrong })).ShouldRefuse(429, "throttled");
        (await ada.PostAsync("/api/login", new { login = "ada", password = Wrong })).ShouldRefuse(429, "throttled");
    }

    [Fact]
    public async Task Every_spelling_of_a_login_shares_the_accounts_budget()
    {
        using var anonymous = server.Stranger();
        string[] logins = ["ben", "BEN", "ben@example.org", "Ben@Example.org"];
        for (var i = 0; i < 9; i++)
            (
                await anonymous.PostAsync("/api/login", new { login = logins[i % 4], password = Wrong })
            ).Status.ShouldBeOneOf(401, 429);

        foreach (var login in logins)
            await anonymous.PostAsync("/api/login", new { login, password = Wrong });
        foreach (var login in logins)
            (await anonymous.PostAsync("/api/login", new { login, password = Wrong })).ShouldRefuse(429, "throttled");
    }

    private static void ShouldPass(Reply reply)
    {
        reply.Status.ShouldNotBe(401, reply.Text);
        reply.Status.ShouldNotBe(403, reply.Text);
        reply.Status.ShouldBeLessThan(500, reply.Text);
    }

    private static Task<Reply> SendAsync(Person person, int row, string? password = null)
    {
        var (method, _, path, body) = Guarded[row];
        var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        if (method == "GET" && password is not null)
            request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null || password is not null)
        {
            var json = System.Text.Json.JsonSerializer.SerializeToNode(body ?? new { })!;
            if (password is not null)
                json["password"] = password;
            request.Content = JsonContent.Create(json);
        }
        return person.SendAsync(request);
    }
}
