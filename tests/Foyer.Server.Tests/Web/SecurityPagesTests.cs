using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed partial class SecurityPagesTests
{
    [Fact]
    public async Task The_second_step_is_set_up_on_the_page_and_asked_for_at_the_door()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var setup = (await ada.FillInAsync("/settings?handler=Begin")).ShouldBe(200);
        WebUtility.HtmlDecode(setup.Text).ShouldContain("data:image/svg+xml;base64,");
        var secret = Secret().Match(setup.Text).Groups[1].Value;

        (await ada.FillInAsync("/settings?handler=Confirm", ("code", "000000")))
            .ShouldBe(400)
            .Text.ShouldContain(secret);
        var on = (
            await ada.FillInAsync("/settings?handler=Confirm", ("code", new SecondFactor(server, secret).Code()))
        ).ShouldBe(200);
        var recovery = RecoveryCode().Matches(on.Text).Select(match => match.Groups[1].Value).ToList();
        recovery.Count.ShouldBe(10);

        using var again = server.Stranger();
        var asked = await again.FillInAsync("/login", ("login", "ada"), ("password", Person.Password));
        asked.ShouldBe(401);
        asked.Text.ShouldContain("name=\"code\"");
        var entered = await again.FillInAsync(
            "/login",
            ("login", "ada"),
            ("password", Person.Password),
            ("code", recovery[0])
        );
        entered.ShouldBe(302);
        (await again.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Fact]
    public async Task Sessions_and_tokens_are_ended_on_the_page()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var token = Token()
            .Match(
                (await ada.FillInAsync("/settings?handler=Token", ("name", "program"), ("scopes", "read,write")))
                    .ShouldBe(200)
                    .Text
            )
            .Value;
        token.ShouldNotBeEmpty();
        (await ada.GetAsync("/settings")).Text.ShouldNotContain(token);
        using var program = server.Stranger();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        (await program.GetAsync("/api/users/me")).ShouldBe(200);

        (await ada.FillInAsync("/settings?handler=RemoveToken", ("id", "1"))).ShouldBe(302);

        (await program.GetAsync("/api/users/me")).ShouldBe(401);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_of_a_mail()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        (await ada.FillInAsync("/password-reset", ("email", ada.Email))).ShouldBe(302);
        (await ada.GetAsync("/password-reset?sent")).Text.ShouldContain("If somebody here has that address");
        var hash = (await post.NextAsync()).Hash;
        var page = $"/password-save?hash={hash}";
        var different = await ada.FillInAsync(
            page,
            ("hash", hash),
            ("password", "another password"),
            ("repeated_password", "yet another one")
        );
        different.ShouldBe(400).Text.ShouldContain("The two are not the same.");
        var saved = await ada.FillInAsync(
            page,
            ("hash", hash),
            ("password", "another password"),
            ("repeated_password", "another password")
        );

        saved.ShouldBe(302);
        saved.Headers.Location!.ToString().ShouldBe("/login");
        (await ada.PostAsync("/api/login", new { login = "ada", password = "another password" })).ShouldBe(200);
        (await ada.GetAsync(page)).ShouldBe(200).Text.ShouldContain("This link no longer works");
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var reply = await ada.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/profile-edit")
            {
                Content = new FormUrlEncodedContent([new("username", "evil")]),
            }
        );

        reply.ShouldBe(400);
        (await ada.GetAsync("/api/users/me")).Json.GetProperty("username").GetString().ShouldBe("ada");
    }

    [GeneratedRegex("<code>([A-Z2-7]{32})</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<code>([a-z2-7]{8}-[a-z2-7]{8})</code>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("foyer_[0-9a-f]{32}_[A-Za-z0-9_-]{32}")]
    private static partial Regex Token();
}
