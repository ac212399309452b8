using Foyer.Server.Gateways.Console;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Moderation;

public sealed class AccountRecoveryTests
{
    private const string Path = "/api/admin/users/ben/two-factor";

    [Fact]
    public async Task An_admin_clears_a_lost_second_factor_which_is_audited_and_mailed()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await TurnOnAsync(server, ben);
        (await ben.PostAsync("/api/login", Login)).ShouldRefuse(401, "code_required");

        (await ada.PostAsync(Path, new { clear = true })).ShouldBe(204);

        (await ben.PostAsync("/api/login", Login)).ShouldBe(200);
        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe(ben.Email);
        mail.Header("Subject").ShouldContain("Two-factor");
        (await ada.GetAsync("/api/admin/audit?subject=ben")).Text.ShouldContain("clear two-factor");
        (await ada.PostAsync(Path, new { clear = true })).ShouldBe(204);
        (await ada.PostAsync(Path, new { clear = false })).Errors.ShouldBe(["clear: invalid"]);
        (await ada.PostAsync(Path, new { })).Errors.ShouldBe(["clear: required"]);
        (await ada.PostAsync("/api/admin/users/nobody/two-factor", new { clear = true })).ShouldRefuse(
            404,
            "user_not_found"
        );
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("moderator", 403)]
    [InlineData("admin", 403)]
    public async Task Only_somebody_of_a_higher_role_may(string? role, int status)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        await server.GrantAsync(ben, "admin");
        if (role is not null)
            await server.GrantAsync(cleo, role);

        (await cleo.PostAsync(Path, new { clear = true })).ShouldRefuse(status, "permission_denied");
        (await ada.PostAsync("/api/admin/users/ada/two-factor", new { clear = true })).ShouldRefuse(
            403,
            "permission_denied"
        );
    }

    [Fact]
    public async Task The_console_clears_it_too()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await TurnOnAsync(server, ada);
        using var output = new StringWriter();

        (await server.Get<AdminCommandTable>().RunAsync(["clear-two-factor", "ada"], output, default)).ShouldBe(0);

        (await ada.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldBe(200);
        (await ada.GetAsync("/api/admin/audit")).Text.ShouldContain("clear two-factor");
        (await server.Get<AdminCommandTable>().RunAsync(["clear-two-factor", "nobody"], output, default)).ShouldBe(1);
        (await server.Get<AdminCommandTable>().RunAsync(["clear-two-factor"], output, default)).ShouldBe(2);
    }

    [Fact]
    public async Task The_page_of_a_person_confirms_the_admin_then_clears_the_factor_and_makes_a_reset_link()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await TurnOnAsync(server, ben);
        server.Clock.Move(TimeSpan.FromMinutes(11));

        var asked = (await ada.FillInAsync("/admin/users/ben?handler=ClearTwoFactor")).ShouldBe(302);
        asked.Headers.Location!.ToString().ShouldBe("/reauthenticate?returnUrl=%2Fadmin%2Fusers%2Fben");
        var confirmed = await ada.FillInAsync(asked.Headers.Location.ToString(), ("password", Person.Password));
        confirmed.ShouldBe(302).Headers.Location!.ToString().ShouldBe("/admin/users/ben");
        (await ada.FillInAsync("/admin/users/ben?handler=ClearTwoFactor")).ShouldBe(302);
        (await ben.PostAsync("/api/login", Login)).ShouldBe(200);

        var page = (await ada.FillInAsync("/admin/users/ben?handler=ResetLink")).ShouldBe(200).Text;
        var hash = page.Split("/password-save?hash=")[1].Split('<')[0];
        (await ben.PostAsync("/api/password", new { hash, password = "another fine password" })).ShouldBe(204);
        (await ada.GetAsync("/api/admin/audit?subject=ben")).Text.ShouldContain("reset link");
    }

    [Fact]
    public async Task An_owner_grants_and_takes_roles()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await ada.PostAsync("/api/admin/grant", new { username = "ben", role = "admin" })).ShouldBe(204);
        (await ben.GetAsync("/api/users/me")).Json.GetProperty("role").GetString().ShouldBe("admin");
        (await ben.GetAsync("/api/notifications")).Text.ShouldContain("moderation");
        (await ben.PostAsync("/api/admin/grant", new { username = "ada", role = "admin" })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ada.PostAsync("/api/admin/grant", new { username = "ben", role = (string?)null })).ShouldBe(204);
        (await ben.GetAsync("/api/users/me")).Json.GetProperty("role").GetString().ShouldBeNull();
        (await ada.PostAsync("/api/admin/grant", new { username = "ada", role = (string?)null })).ShouldRefuse(
            409,
            "last_owner"
        );
        (await ada.PostAsync("/api/admin/grant", new { username = "ben", role = "owner" })).Errors.ShouldBe([
            "role: invalid",
        ]);
        (await ada.PostAsync("/api/admin/grant", new { username = "ben" })).Errors.ShouldBe(["role: required"]);
    }

    private static readonly object Login = new { login = "ben", password = Person.Password };

    private static async Task TurnOnAsync(TestServer server, Person person)
    {
        var secret = (await person.PostAsync("/api/users/me/totp"))
            .ShouldBe(200)
            .Json.GetProperty("secret")
            .GetString()!;
        var code = new SecondFactor(server, secret).Code();
        (await person.PostAsync("/api/users/me/totp", new { code })).ShouldBe(200);
    }
}
