using Foyer.Server.Accounts;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class RegistrationModeTests
{
    [Fact]
    public async Task Where_one_must_be_invited_a_code_works_as_often_as_it_says()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:Mode=invite");
        using var ada = await server.RegisterAsync("ada");
        var code = (await ada.PostAsync("/api/invites", new { max_uses = 2 }))
            .ShouldBe(201)
            .Json.GetProperty("code")
            .GetString();

        (await RegisterAsync(ada, "ben", null)).Errors.ShouldBe(["invite: required"]);
        (await RegisterAsync(ada, "ben", "guessed")).Errors.ShouldBe(["invite: invalid"]);
        (await RegisterAsync(ada, "ADA", code)).Errors.ShouldBe(["username: unique"]);
        var replies = await Task.WhenAll(
            new[] { "ben", "cleo", "dora", "emil" }.Select(name => RegisterAsync(ada, name, code))
        );
        replies.Count(reply => reply.Status == 201).ShouldBe(2);
    }

    [Fact]
    public async Task An_invitation_gets_too_old_and_only_admins_make_them()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:Mode=invite");
        using var ada = await server.RegisterAsync("ada");
        var code = (await ada.PostAsync("/api/invites", new { expires_in = 3600 }))
            .Json.GetProperty("code")
            .GetString();
        server.Clock.Move(TimeSpan.FromHours(1));
        (await RegisterAsync(ada, "ben", code)).Errors.ShouldBe(["invite: invalid"]);

        (await ada.PostAsync("/api/invites", new { expires_in = "long", max_uses = 0 })).Errors.ShouldBe([
            "expires_in: invalid",
            "max_uses: min_value",
        ]);
        code = (await ada.PostAsync("/api/invites")).Json.GetProperty("code").GetString();
        using var ben = server.Stranger();
        var url = (await RegisterAsync(ben, "ben", code))
            .ShouldBe(201)
            .Json.GetProperty("confirmation_url")
            .GetString()!;
        await ben.PostAsync("/api/confirm", new { hash = url.Split("hash=")[1] });
        (await ben.PostAsync("/api/login", new { login = "ben", password = Person.Password })).ShouldBe(200);
        (await ben.PostAsync("/api/invites")).ShouldRefuse(403, "permission_denied");
    }

    [Fact]
    public async Task Where_an_admin_decides_one_waits_for_the_admin()
    {
        await using var server = await TestServer.StartAsync(
            "--Foyer:Registration:Mode=approval",
            "--Foyer:Registration:ConfirmEmail=false"
        );
        using var ada = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");
        using var cleo = server.Stranger();
        await cleo.RegisterAsync("cleo");

        (await LoginAsync(ben, "ben")).ShouldRefuse(403, "not_approved");
        (await ada.GetAsync("/api/admin/registrations")).Json.GetProperty("results").GetArrayLength().ShouldBe(2);
        (await ada.PatchAsync("/api/admin/registrations", new { username = "ben", approved = true })).ShouldBe(204);
        (await ada.PatchAsync("/api/admin/registrations", new { username = "cleo", approved = false })).ShouldBe(204);

        (await LoginAsync(ben, "ben")).ShouldBe(200);
        (await LoginAsync(cleo, "cleo")).ShouldRefuse(401, "authentication_failed");
        (await ada.PatchAsync("/api/admin/registrations", new { username = "ben", approved = false })).ShouldRefuse(
            404,
            "user_not_found"
        );
        (await ada.PatchAsync("/api/admin/registrations", new { })).Errors.ShouldBe([
            "username: required",
            "approved: required",
        ]);
        (await ben.GetAsync("/api/admin/registrations")).ShouldRefuse(403, "permission_denied");
        (await ben.PatchAsync("/api/admin/registrations", new { username = "ada", approved = false })).ShouldRefuse(
            403,
            "permission_denied"
        );
    }

    [Fact]
    public async Task Whoever_does_not_confirm_is_forgotten_after_a_week()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");

        server.Clock.Move(TimeSpan.FromDays(6));
        await server.Get<ExpiryJob>().TidyAsync(default);
        (await LoginAsync(ben, "ben")).ShouldRefuse(403, "not_verified");
        server.Clock.Move(TimeSpan.FromDays(1));
        await server.Get<ExpiryJob>().TidyAsync(default);

        (await LoginAsync(ben, "ben")).ShouldRefuse(401, "authentication_failed");
        (await LoginAsync(ada, "ada")).ShouldBe(200);
        await ben.RegisterAsync("ben");
    }

    private static Task<Reply> LoginAsync(Person person, string login) =>
        person.PostAsync("/api/login", new { login, password = Person.Password });

    [Theory]
    [InlineData("open")]
    [InlineData("invite")]
    [InlineData("approval")]
    public async Task A_revoked_used_or_expired_invitation_is_refused_in_every_mode(string mode)
    {
        await using var server = await TestServer.StartAsync($"--Foyer:Registration:Mode={mode}");
        using var ada = await server.RegisterAsync("ada");
        var (revoked, used, old) = (await InviteAsync(ada), await InviteAsync(ada), await InviteAsync(ada));
        using var anonymous = server.Stranger();

        (await anonymous.DeleteAsync($"/api/invites/{revoked}")).ShouldBe(401);
        (await ada.DeleteAsync($"/api/invites/{revoked}")).ShouldBe(204);
        (await ada.DeleteAsync($"/api/invites/{revoked}")).ShouldBe(204);
        (await RegisterAsync(ada, "ben", revoked)).Errors.ShouldBe(["invite: invalid"]);
        (await RegisterAsync(ada, "ben", used)).ShouldBe(201);
        (await RegisterAsync(ada, "cleo", used)).Errors.ShouldBe(["invite: invalid"]);
        server.Clock.Move(TimeSpan.FromDays(7));
        (await RegisterAsync(ada, "dan", old)).Errors.ShouldBe(["invite: invalid"]);
    }

    private static async Task<string> InviteAsync(Person admin) =>
        (await admin.PostAsync("/api/invites")).ShouldBe(201).Json.GetProperty("code").GetString()!;

    private static Task<Reply> RegisterAsync(Person person, string username, string? invite) =>
        person.PostAsync(
            "/api/register",
            new
            {
                username,
                email = $"{username}@example.com",
                password = Person.Password,
                invite,
            }
        );
}
