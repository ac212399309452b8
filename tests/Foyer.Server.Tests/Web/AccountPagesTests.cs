using System.Net;
using System.Text.RegularExpressions;
using Foyer.Server.Accounts;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Web;

public sealed partial class AccountPagesTests
{
    [Theory]
    [InlineData("/profile")]
    [InlineData("/profile/ada")]
    [InlineData("/profile-edit")]
    [InlineData("/settings")]
    [InlineData("/settings/privacy")]
    [InlineData("/settings/data")]
    [InlineData("/friends")]
    public async Task Whoever_is_not_signed_in_is_led_to_the_door_and_back(string path)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var stranger = server.Stranger();

        var turned = await stranger.GetAsync(path);

        turned.ShouldBe(302);
        turned.Headers.Location!.ToString().ShouldBe($"/login?returnUrl={Uri.EscapeDataString(path)}");
        (await ada.GetAsync(path)).ShouldBe(200);
    }

    [Fact]
    public async Task A_profile_is_edited_by_a_form_and_an_emptied_field_is_none()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.PatchAsync("/api/users/me", new { last_name = "Lovelace" });
        (await ada.GetAsync("/profile-edit")).Text.ShouldContain("value=\"Lovelace\"");

        var saved = await SendAsync(
            ada,
            "/profile-edit",
            ("username", "Countess"),
            ("email", ada.Email),
            ("first_name", "Ada"),
            ("last_name", "")
        );

        saved.ShouldBe(302);
        var me = (await ada.GetAsync("/api/users/me")).Json;
        me.GetProperty("username").GetString().ShouldBe("Countess");
        me.GetProperty("first_name").GetString().ShouldBe("Ada");
        me.GetProperty("last_name").GetString().ShouldBeNull();
        (await ada.GetAsync("/profile")).Text.ShouldContain("<h1>Countess</h1>");
    }

    [Fact]
    public async Task A_wrong_form_comes_back_with_what_was_typed_and_nothing_changed()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var again = await SendAsync(ada, "/profile-edit", ("username", "admin"), ("email", "<script>"));

        again.ShouldBe(400);
        again.Text.ShouldContain("This name is reserved.");
        again.Text.ShouldContain("value=\"&lt;script&gt;\"");
        (await ada.GetAsync("/profile/nobody")).ShouldBe(404);
    }

    [Fact]
    public async Task A_new_address_shows_its_link_while_no_mail_is_sent()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await SendAsync(ada, "/profile-edit", ("username", "ada"), ("email", "countess@example.org"))).ShouldBe(302);

        var page = WebUtility.HtmlDecode((await ada.GetAsync("/profile-edit")).Text);
        var link = Regex.Match(page, "/confirm\\?hash=[A-Za-z0-9_-]+").Value;
        (await ada.GetAsync(link)).Headers.Location!.ToString().ShouldBe("/confirm?success");
        (await ada.GetAsync("/profile")).Text.ShouldContain("countess@example.org");
    }

    [Fact]
    public async Task A_profile_lists_what_its_person_plans_as_far_as_one_may_see_it()
    {
        await using var theatre = await Events.Theatre.OpenAsync();
        await theatre.PlanAsync(new { title = "Open picnic" });
        var hidden = await theatre.PlanAsync(new { title = "Small dinner", visibility = "invite-only" });
        await theatre.PlanAsync(new { title = "Long ago", date = theatre.Ahead(-3) });
        (await theatre.InviteAsync(hidden, "ben")).Status.ShouldBeLessThan(300);

        var bens = (await theatre.Ben.GetAsync("/profile/ada")).ShouldBe(200).Text;
        var cleos = (await theatre.Cleo.GetAsync("/profile/ada")).ShouldBe(200).Text;

        bens.ShouldContain("Open picnic");
        bens.ShouldContain("Small dinner");
        bens.ShouldContain("Long ago");
        bens.IndexOf("Open picnic").ShouldBeLessThan(bens.IndexOf("Long ago"));
        cleos.ShouldContain("Open picnic");
        cleos.ShouldNotContain("Small dinner");
        (await theatre.Ben.GetAsync("/profile/cleo")).Text.ShouldNotContain("Events by");
    }

    [Fact]
    public async Task Friends_are_made_on_their_page()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await SendAsync(ada, "/friends", "Ask", ("name", "nobody")))
            .ShouldBe(404)
            .Text.ShouldContain("There is no such user.");
        (await SendAsync(ada, "/friends", "Ask", ("name", "ben"))).ShouldBe(302);
        (await ben.GetAsync("/friends")).Text.ShouldContain("They ask you");
        (await SendAsync(ben, "/friends", "Ask", ("name", "ada"))).ShouldBe(302);
        (await ada.GetAsync("/profile/ben")).Text.ShouldContain("End the friendship");
        (await SendAsync(ada, "/friends", "Part", ("name", "ben"))).ShouldBe(302);
        (await ben.GetAsync("/friends")).Text.ShouldContain("Nobody yet.");
    }

    [Fact]
    public async Task Whom_one_blocks_goes_from_profile_to_list_and_back()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        var blocked = await SendAsync(ada, "/profile/ben", "Block");

        blocked.ShouldBe(302);
        blocked.Headers.Location!.ToString().ShouldBe("/friends#blocked");
        (await ada.GetAsync("/profile/ben")).Headers.Location!.ToString().ShouldBe("/friends#blocked");
        (await ben.GetAsync("/profile/ada")).ShouldBe(404);
        (await ada.GetAsync("/settings/privacy")).Text.ShouldContain("Unblock ben");
        (await SendAsync(ada, "/friends", "Unblock", ("name", "ben"))).ShouldBe(302);
        (await ben.GetAsync("/profile/ada")).ShouldBe(200);
    }

    [Fact]
    public async Task Privacy_and_quiet_hours_are_chosen_on_their_page()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.PatchAsync("/api/users/me", new { quiet_to = "07:00" });

        var wrong = await SendAsync(ada, "/settings/privacy", ("messages_from", "friends"), ("quiet_from", "late"));
        wrong.ShouldBe(400).Text.ShouldContain("Enter a time as hh:mm.");
        var saved = await SendAsync(
            ada,
            "/settings/privacy",
            ("messages_from", "friends"),
            ("quiet_from", "22:00"),
            ("quiet_to", ""),
            ("time_zone", "Europe/Vienna")
        );

        saved.ShouldBe(302);
        var me = (await ada.GetAsync("/api/users/me")).Json;
        me.GetProperty("messages_from").GetString().ShouldBe("friends");
        me.GetProperty("quiet_from").GetString().ShouldBe("22:00");
        me.GetProperty("quiet_to").GetString().ShouldBeNull();
        (await ada.GetAsync("/settings/privacy")).Text.ShouldContain("value=\"friends\" checked");
    }

    [Fact]
    public async Task One_takes_ones_data_along_with_the_password_and_leaves_by_name_and_password()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await SendAsync(ben, "/settings/data", "Export", ("export_password", "wrong password")))
            .ShouldBe(400)
            .Text.ShouldContain("This is not your password.");
        var zip = await SendAsync(ben, "/settings/data", "Export", ("export_password", Person.Password));
        zip.ShouldBe(200).ContentHeaders.ContentType!.MediaType.ShouldBe("application/zip");

        (
            await SendAsync(
                ben,
                "/settings/data",
                "Leave",
                ("username", "ada"),
                ("password", Person.Password),
                ("messages", "keep")
            )
        )
            .ShouldBe(400)
            .Text.ShouldContain("This is not your username.");
        var left = await SendAsync(
            ben,
            "/settings/data",
            "Leave",
            ("username", "ben"),
            ("password", Person.Password),
            ("messages", "keep")
        );
        left.ShouldBe(302);
        (await ada.GetAsync("/api/users/ben")).ShouldBe(404);
    }

    [Fact]
    public async Task The_second_step_is_set_up_on_the_page_and_asked_for_at_the_door()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var setup = (await SendAsync(ada, "/settings", "Begin")).ShouldBe(200);
        WebUtility.HtmlDecode(setup.Text).ShouldContain("data:image/svg+xml;base64,");
        var secret = Secret().Match(setup.Text).Groups[1].Value;

        (await SendAsync(ada, "/settings", "Confirm", ("code", "000000"))).ShouldBe(400).Text.ShouldContain(secret);
        var on = (await SendAsync(ada, "/settings", "Confirm", ("code", Code(server, secret)))).ShouldBe(200);
        var recovery = RecoveryCode().Matches(on.Text).Select(match => match.Groups[1].Value).ToList();
        recovery.Count.ShouldBe(10);

        using var again = server.Stranger();
        var asked = await SendAsync(again, "/login", ("login", "ada"), ("password", Person.Password));
        asked.ShouldBe(401);
        asked.Text.ShouldContain("name=\"code\"");
        var entered = await SendAsync(
            again,
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
                (await SendAsync(ada, "/settings", "Token", ("name", "program"), ("scopes", "read,write")))
                    .ShouldBe(200)
                    .Text
            )
            .Value;
        token.ShouldNotBeEmpty();
        (await ada.GetAsync("/settings")).Text.ShouldNotContain(token);
        using var program = server.Stranger();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        (await program.GetAsync("/api/users/me")).ShouldBe(200);

        (await SendAsync(ada, "/settings", "RemoveToken", ("id", "1"))).ShouldBe(302);

        (await program.GetAsync("/api/users/me")).ShouldBe(401);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_of_a_mail()
    {
        using var post = new MailServer();
        await using var server = await TestServer.StartAsync([
            .. post.Settings,
            "--Foyer:Registration:ConfirmEmail=false",
        ]);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        (await SendAsync(ada, "/password-reset", ("email", ada.Email))).ShouldBe(302);
        (await ada.GetAsync("/password-reset?sent")).Text.ShouldContain("If somebody here has that address");
        var page = $"/password-save?hash={(await post.NextAsync()).Hash}";
        var different = await SendAsync(
            ada,
            page,
            ("password", "another password"),
            ("repeated_password", "yet another one")
        );
        different.ShouldBe(400).Text.ShouldContain("The two are not the same.");
        var saved = await SendAsync(
            ada,
            page,
            ("password", "another password"),
            ("repeated_password", "another password")
        );

        saved.ShouldBe(302);
        saved.Headers.Location!.ToString().ShouldBe("/login");
        (await ada.PostAsync("/api/login", new { login = "ada", password = "another password" })).ShouldBe(200);
        (await SendAsync(ada, page, ("password", "another password"), ("repeated_password", "another password")))
            .ShouldBe(400)
            .Text.ShouldContain("This link is unknown");
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

    private static Task<Reply> SendAsync(Person person, string path, params (string Name, string Value)[] fields) =>
        SendAsync(person, path, null, fields);

    /// <summary>Opens the page, fills its form in and sends it.</summary>
    private static async Task<Reply> SendAsync(
        Person person,
        string path,
        string? handler,
        params (string Name, string Value)[] fields
    )
    {
        var token = FormToken().Match((await person.GetAsync(path)).Text).Groups[1].Value;
        var hash = path.Split("hash=") is [_, var secret] ? secret : null;
        var all = fields
            .Select(field => KeyValuePair.Create(field.Name, field.Value))
            .Append(new("__RequestVerificationToken", token));
        if (hash is not null)
            all = all.Append(new("hash", hash));
        var target = handler is null ? path : $"{path}?handler={handler}";
        return await person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(all) }
        );
    }

    private static string Code(TestServer server, string secret)
    {
        var bits = string.Concat(
            secret.Select(letter =>
                Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')
            )
        );
        return Totp.Code(
            [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))],
            server.Clock.GetUtcNow()
        );
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<code>([A-Z2-7]{32})</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("<code>([a-z2-7]{8}-[a-z2-7]{8})</code>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("foyer_[0-9a-f]{32}_[A-Za-z0-9_-]{32}")]
    private static partial Regex Token();
}
