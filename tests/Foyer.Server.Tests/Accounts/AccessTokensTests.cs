using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class AccessTokensTests
{
    [Fact]
    public async Task A_token_acts_for_its_person_from_anywhere_within_its_scope()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var reading = await MakeAsync(ada, "read");
        var writing = await MakeAsync(ada, "read", "write");
        using var program = server.Stranger("Program/1.0");

        (await SendAsync(program, reading, HttpMethod.Get, "/api/users/me"))
            .ShouldBe(200)
            .Json.GetProperty("username")
            .GetString()
            .ShouldBe("ada");
        (await SendAsync(program, reading, HttpMethod.Delete, "/api/friends/ben")).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await SendAsync(program, writing, HttpMethod.Delete, "/api/friends/ben")).ShouldBe(204);
        (await SendAsync(program, writing, HttpMethod.Get, "/api/admin/registrations")).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await SendAsync(program, await MakeAsync(ada, "admin"), HttpMethod.Get, "/api/admin/registrations")).ShouldBe(
            200
        );
    }

    [Fact]
    public async Task A_token_cannot_take_the_account_over()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var token = await MakeAsync(ada, "read", "write", "admin");
        using var program = server.Stranger();

        (
            await SendAsync(program, token, HttpMethod.Post, "/api/tokens", """{"name":"more","scopes":["read"]}""")
        ).ShouldRefuse(403, "permission_denied");
        (await SendAsync(program, token, HttpMethod.Delete, "/api/tokens/1")).ShouldRefuse(403, "permission_denied");
        (
            await SendAsync(
                program,
                token,
                HttpMethod.Post,
                "/api/password",
                $$"""{"current_password":"{{Person.Password}}","password":"another password"}"""
            )
        ).ShouldRefuse(403, "permission_denied");
        (
            await SendAsync(program, token, HttpMethod.Patch, "/api/users/me", """{"email":"evil@example.org"}""")
        ).ShouldRefuse(403, "permission_denied");
        (await SendAsync(program, token, HttpMethod.Post, "/api/users/me/totp")).ShouldRefuse(403, "permission_denied");
    }

    [Fact]
    public async Task A_token_without_the_scope_admin_keeps_no_order_by_commands_either()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = await ben.JoinAsync("den");
        await ada.JoinAsync("den");
        var said = await ben.SayAsync(chat, "hello");
        var token = await MakeAsync(ada, "read", "write");
        var messages = $"/api/chats/{chat}/messages";

        (await SendAsync(ada, token, HttpMethod.Post, messages, """{"text":"/ban ben"}""")).ShouldBe(403);
        (await SendAsync(ada, token, HttpMethod.Post, messages, """{"text":"/kill 10"}""")).ShouldBe(403);
        (await SendAsync(ada, token, HttpMethod.Patch, $"/api/chats/{chat}", """{"topic":"mine"}""")).ShouldBe(403);
        (await SendAsync(ada, token, HttpMethod.Delete, $"/api/messages/{said}")).ShouldBe(403);
        (await SendAsync(ada, token, HttpMethod.Post, messages, """{"text":"hello too"}""")).ShouldBe(201);

        (await ben.GetAsync("/api/users/me")).ShouldBe(200);
        var whole = await MakeAsync(ada, "read", "write", "admin");
        (await SendAsync(ada, whole, HttpMethod.Delete, $"/api/messages/{said}")).ShouldBe(204);
    }

    [Fact]
    public async Task Tokens_are_listed_without_their_secret_and_end_when_removed()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var token = await MakeAsync(ada, "read");

        var list = await ada.GetAsync("/api/tokens");
        list.Text.ShouldNotContain(token);
        var id = list.Json.GetProperty("results")[0].GetProperty("id").GetInt64();
        (await ada.GetAsync("/api/users/me/sessions")).Json.GetProperty("results").GetArrayLength().ShouldBe(1);

        (await ben.DeleteAsync($"/api/tokens/{id}")).ShouldBe(204);
        (await SendAsync(ben, token, HttpMethod.Get, "/api/users/me")).ShouldBe(200);
        (await ada.DeleteAsync($"/api/tokens/{id}")).ShouldBe(204);
        (await SendAsync(ben, token, HttpMethod.Get, "/api/users/me")).ShouldBe(401);
        (await ada.DeleteAsync($"/api/tokens/{id}")).ShouldBe(204);
    }

    [Fact]
    public async Task A_token_ends_by_itself_with_the_password_and_never_by_a_changed_secret()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var token = await MakeAsync(ada, "read");
        var brief = (
            await ada.PostAsync(
                "/api/tokens",
                new
                {
                    name = "brief",
                    scopes = new[] { "read" },
                    expires_in = 60,
                }
            )
        ).Json.GetProperty("token").GetString()!;

        (await SendAsync(ada, token[..^3] + "AAA", HttpMethod.Get, "/api/users/me")).ShouldBe(401);
        (await SendAsync(ada, token, HttpMethod.Get, "/api/users/me")).ShouldBe(200);
        (await SendAsync(ada, brief, HttpMethod.Get, "/api/users/me")).ShouldBe(200);
        server.Clock.Move(TimeSpan.FromMinutes(1));
        (await SendAsync(ada, brief, HttpMethod.Get, "/api/users/me")).ShouldBe(401);
        (
            await ada.PostAsync(
                "/api/password",
                new { current_password = Person.Password, password = "another password" }
            )
        ).ShouldBe(204);
        (await SendAsync(ada, token, HttpMethod.Get, "/api/users/me")).ShouldBe(401);
    }

    [Theory]
    [InlineData("{}", "name: required", "scopes: required")]
    [InlineData("""{"name":"","scopes":["all"]}""", "name: blank", "scopes: invalid")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes: required")]
    [InlineData("""{"name":"x","scopes":["read"],"expires_in":1}""", "expires_in: min_value")]
    [InlineData("""{"name":"x","scopes":["admin"]}""", "scopes: invalid")]
    public async Task What_is_wrong_is_told_by_field(string body, params string[] errors)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await ben.PostTextAsync("/api/tokens", body)).ShouldBe(400).Errors.ShouldBe(errors);
    }

    private static async Task<string> MakeAsync(Person person, params string[] scopes) =>
        (await person.PostAsync("/api/tokens", new { name = "program", scopes }))
            .ShouldBe(201)
            .Json.GetProperty("token")
            .GetString()!;

    private static Task<Reply> SendAsync(
        Person person,
        string token,
        HttpMethod method,
        string path,
        string? body = null
    )
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Authorization", $"Bearer {token}");
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return person.SendAsync(request);
    }
}
