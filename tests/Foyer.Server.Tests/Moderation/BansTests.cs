using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Moderation;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Moderation;

public sealed class BansTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_kick_closes_what_is_open_and_refuses_everything_until_it_ends()
    {
        await using var line = await WebSocketClient.OpenAsync(ben);

        (
            await ada.PostAsync(
                "/api/admin/kick",
                new
                {
                    username = "ben",
                    seconds = 60,
                    reason = "Too loud",
                }
            )
        ).ShouldBe(204);

        ShouldSay(await line.ExpectAsync("error"), "kicked", "Too loud", ends: true);
        (await line.ClosedAsync()).ShouldBe(4403);
        var refused = await ben.GetAsync("/api/chats");
        refused.ShouldRefuse(403, "kicked");
        ShouldSay(refused.Json, "kicked", "Too loud", ends: true);
        var page = (await ben.GetAsync("/room")).ShouldBe(403).Text;
        page.ShouldContain("been kicked until");
        page.ShouldContain("Too loud");
        foreach (var open in (string[])["/", "/login", "/register", "/event-overview"])
            (await ben.GetAsync(open)).ShouldBe(200).Text.ShouldContain("been kicked until", Case.Sensitive, open);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(50, 60);
        ShouldSay((await SignInAsync("ben")).ShouldBe(403).Json, "kicked", "Too loud", ends: true);

        server.Clock.Move(TimeSpan.FromSeconds(61));
        (await ben.GetAsync("/api/chats")).ShouldBe(200);
    }

    private static void ShouldSay(System.Text.Json.JsonElement refusal, string code, string? reason, bool ends)
    {
        var error = refusal.GetProperty("errors")[0];
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("reason").GetString().ShouldBe(reason);
        (error.GetProperty("until").GetString() is not null).ShouldBe(ends);
    }

    [Theory]
    [InlineData("kick", "kicked")]
    [InlineData("ban", "banned")]
    public async Task Without_a_reason_there_is_none(string act, string code)
    {
        await ada.PostAsync($"/api/admin/{act}", new { username = "ben", seconds = 60 });

        ShouldSay((await SignInAsync("ben")).ShouldBe(403).Json, code, null, ends: act == "kick");
    }

    [Fact]
    public async Task A_kicked_person_may_still_sign_out()
    {
        await ada.PostAsync("/api/admin/kick", new { username = "ben", seconds = 60 });

        (await ben.PostAsync("/api/logout")).ShouldBe(204);

        server.Clock.Move(TimeSpan.FromSeconds(61));
        (await ben.GetAsync("/api/chats")).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_ban_ends_sessions_and_connections_and_tells_why_only_with_the_password()
    {
        await using var line = await WebSocketClient.OpenAsync(ben);

        (await ada.PostAsync("/api/admin/ban", new { username = "ben", reason = "Spam" })).ShouldBe(204);

        ShouldSay(await line.ExpectAsync("error"), "banned", "Spam", ends: false);
        (await line.ClosedAsync()).ShouldBe(4404);
        (await ben.GetAsync("/api/chats")).ShouldRefuse(401, "not_authenticated");
        var refused = await SignInAsync("ben");
        refused.ShouldRefuse(403, "banned");
        ShouldSay(refused.Json, "banned", "Spam", ends: false);
        refused.Text.ShouldContain("Spam");
        (await SignInAsync("ben", "wrong password")).ShouldRefuse(401, "authentication_failed");

        (await ada.PostAsync("/api/admin/unban", new { username = "ben" })).ShouldBe(204);
        (await SignInAsync("ben")).ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_acts_on_an_equal_or_higher_and_every_try_is_kept()
    {
        await server.GrantAsync(ben, "moderator");
        await server.GrantAsync(cleo, "moderator");

        (await ben.PostAsync("/api/admin/kick", new { username = "cleo", seconds = 5 })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ben.PostAsync("/api/admin/kick", new { username = "ada", seconds = 5 })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ben.PostAsync("/api/admin/ban", new { username = "nobody" })).ShouldRefuse(403, "permission_denied");
        (await ada.PostAsync("/api/admin/ban", new { username = "nobody" })).ShouldRefuse(404, "user_not_found");
        (await ada.GetAsync("/api/chats")).ShouldBe(200);

        var trail = (await ada.GetAsync("/api/admin/audit?limit=2")).ShouldBe(200).Json;
        var last = trail.GetProperty("results")[0];
        last.GetProperty("refused").GetString().ShouldBe("user_not_found");
        trail.GetProperty("next").GetString().ShouldNotBeNull();
        (await ben.GetAsync("/api/admin/audit")).ShouldRefuse(403, "permission_denied");
    }

    [Fact]
    public async Task The_only_owner_cannot_be_lost()
    {
        var (barring, granting) = (server.Get<Bans>(), server.Get<RoleGrants>());
        (await barring.BanAsync(Actor.Console, "ada", null, default)).Refusal!.Code.ShouldBe("last_owner");
        (await granting.RevokeAsync(Actor.Console, "ada", default)).Refusal!.Code.ShouldBe("last_owner");
        (await granting.GrantAsync(Actor.Console, "ada", ServerRole.Admin, default)).Refusal!.Code.ShouldBe(
            "last_owner"
        );
        (await ada.PostAsync("/api/admin/ban", new { username = "ada" })).ShouldRefuse(409, "last_owner");

        await server.GrantAsync(ben, "owner");
        (await granting.RevokeAsync(Actor.Console, "ada", default)).Refusal.ShouldBeNull();
        (await ada.PostAsync("/api/admin/kick", new { username = "cleo", seconds = 5 })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ben.PostAsync("/api/admin/kick", new { username = "cleo", seconds = 5 })).ShouldBe(204);
    }

    [Fact]
    public async Task Only_the_console_grants()
    {
        var caller = new Foyer.Server.Accounts.Caller(ada.Id, "ada", null, "", ServerRole.Owner, long.MaxValue);

        (
            await server.Get<RoleGrants>().GrantAsync(new Actor(caller), "ben", ServerRole.Admin, default)
        ).Refusal!.Code.ShouldBe("permission_denied");
    }

    [Theory]
    [InlineData("{}", "username: required", "seconds: required")]
    [InlineData("""{"username":"ben","seconds":0}""", "seconds: min_value")]
    [InlineData("""{"username":"ben","seconds":31536001}""", "seconds: max_value")]
    public async Task Every_wrong_field_is_named(string body, params string[] errors) =>
        (await ada.PostTextAsync("/api/admin/kick", body)).ShouldBe(400).Errors.ShouldBe(errors);

    [Fact]
    public async Task A_shutdown_is_announced_and_can_be_called_off()
    {
        await using var line = await WebSocketClient.OpenAsync(cleo);
        (await ben.PostAsync("/api/admin/kill", new { seconds = 30 })).ShouldRefuse(403, "permission_denied");

        (await ada.PostAsync("/api/admin/kill", new { seconds = 3000 })).ShouldBe(204);
        (await line.ExpectAsync("server_notice")).GetProperty("seconds").GetInt32().ShouldBe(3000);

        (await ada.PostAsync("/api/admin/kill", new { abort = true })).ShouldBe(204);
        (await line.ExpectAsync("server_notice"))
            .GetProperty("seconds")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await ada.PostAsync("/api/admin/kill", new { abort = true })).ShouldRefuse(409, "no_shutdown");
    }

    [Fact]
    public async Task After_the_countdown_the_server_stops_and_closes_with_1012()
    {
        await using var line = await WebSocketClient.OpenAsync(cleo);

        (await ada.PostAsync("/api/admin/kill", new { seconds = 1 })).ShouldBe(204);

        (await line.ExpectAsync("server_notice")).GetProperty("seconds").GetInt32().ShouldBe(1);
        (await line.ClosedAsync()).ShouldBe(1012);
    }

    private Task<Reply> SignInAsync(string login, string password = Person.Password) =>
        server.Stranger().PostAsync("/api/login", new { login, password });
}
