using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

public sealed partial class RegistrationPagesTests
{
    [Fact]
    public async Task The_rules_of_the_house_stand_where_one_registers()
    {
        var folder = TestServer.NewFolder();
        var rules = Path.Combine(folder, "rules.txt");
        await File.WriteAllTextAsync(rules, "Be kind.\r\n\n<b>No spam.</b>\n");
        await using var server = await TestServer.StartAsync($"--Foyer:Registration:RulesFile={rules}");
        Directory.Delete(folder, recursive: true);
        using var anonymous = server.Stranger();

        var page = (await anonymous.GetAsync("/register")).ShouldBe(200).Text;

        page.ShouldContain("<p>Be kind.</p>");
        page.ShouldContain("<p>&lt;b&gt;No spam.&lt;/b&gt;</p>");
    }

    [Theory]
    [InlineData("closed", "takes no new accounts", false)]
    [InlineData("invite", "by invitation only", false)]
    [InlineData("approval", "An admin looks at each new account", true)]
    [InlineData("open", "Sign up", true)]
    public async Task The_page_says_who_may_register(string mode, string words, bool form)
    {
        await using var server = await TestServer.StartAsync($"--Foyer:Registration:Mode={mode}");
        using var first = server.Stranger();
        (await first.GetAsync("/register")).Text.ShouldContain("name=\"password\"");
        await first.RegisterAsync("ada");

        var page = (await first.GetAsync("/register")).ShouldBe(200).Text;

        page.ShouldContain(words);
        page.Contains("name=\"password\"").ShouldBe(form);
    }

    [Fact]
    public async Task An_admin_lets_people_in_or_not_on_a_page()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:Mode=approval");
        using var ada = await server.RegisterAsync("ada");
        using var ben = await WaitAsync(server, "ben");
        using var emil = await WaitAsync(server, "emil");
        var page = (await ada.GetAsync("/admin/registrations")).ShouldBe(200).Text;
        page.ShouldContain("Let ben in");
        page.ShouldContain("Let emil in");

        (await SendAsync(ada, "Decide", ("username", "ben"), ("approved", "true"))).ShouldBe(302);
        (await SendAsync(ada, "Decide", ("username", "emil"), ("approved", "false"))).ShouldBe(302);

        await ben.SignInAsync();
        (await emil.PostAsync("/api/login", new { login = "emil", password = Person.Password })).ShouldRefuse(
            401,
            "authentication_failed"
        );
        (await SendAsync(ada, "Decide", ("username", "emil"), ("approved", "true")))
            .ShouldBe(404)
            .Text.ShouldContain("There is no such user.");
        (await ben.GetAsync("/admin/registrations")).ShouldBe(404);
    }

    [Fact]
    public async Task Whoever_waited_hears_by_mail_that_they_are_in()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync([
            .. post.Settings,
            "--Foyer:Registration:Mode=approval",
            "--Foyer:Registration:ConfirmEmail=false",
        ]);
        using var ada = await server.RegisterAsync("ada");
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");

        (await ada.PatchAsync("/api/admin/registrations", new { username = "ben", approved = true })).ShouldBe(204);

        var mail = await post.NextAsync();
        mail.Recipient.ShouldBe("ben@example.org");
        mail.Words.ShouldContain("your account was approved");
    }

    [Fact]
    public async Task Invitations_are_made_and_revoked_on_the_page()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Registration:Mode=invite");
        using var ada = await server.RegisterAsync("ada");
        var made = (await SendAsync(ada, "Invite", ("max_uses", "2"), ("expires_in", "86400"))).ShouldBe(200).Text;
        var code = Code().Match(made).Groups[1].Value;
        code.ShouldNotBeEmpty();
        using var ben = server.Stranger();
        (await ben.GetAsync($"/register?invite={code}")).Text.ShouldContain("name=\"password\"");
        (await RegisterAsync(ben, "ben", code)).ShouldBe(201);
        var list = (await ada.GetAsync("/admin/registrations")).Text;
        list.ShouldNotContain(code);
        list.ShouldContain("One more person");

        var id = Line().Match(list).Groups[1].Value;
        (await SendAsync(ada, "Revoke", ("id", id))).ShouldBe(302);

        using var emil = server.Stranger();
        (await RegisterAsync(emil, "emil", code)).ShouldBe(400).Errors.ShouldBe(["invite: invalid"]);
        (await SendAsync(ada, "Invite", ("max_uses", "0"), ("expires_in", "86400"))).ShouldBe(400);
    }

    private static Task<Reply> RegisterAsync(Person person, string name, string invite) =>
        person.PostAsync(
            "/api/register",
            new
            {
                username = name,
                email = $"{name}@example.org",
                password = Person.Password,
                invite,
            }
        );

    private static async Task<Person> WaitAsync(TestServer server, string name)
    {
        var person = server.Stranger();
        await person.RegisterAsync(name);
        await person.ConfirmAsync();
        (await person.PostAsync("/api/login", new { login = name, password = Person.Password })).ShouldRefuse(
            403,
            "not_approved"
        );
        return person;
    }

    private static async Task<Reply> SendAsync(
        Person person,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        var page = (await person.GetAsync("/admin/registrations")).Text;
        var token = FormToken().Match(page).Groups[1].Value;
        return await person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, $"/admin/registrations?handler={handler}")
            {
                Content = new FormUrlEncodedContent(
                    fields
                        .Select(field => KeyValuePair.Create(field.Name, field.Value))
                        .Append(new("__RequestVerificationToken", token))
                ),
            }
        );
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("register\\?invite=([A-Za-z0-9_-]{22})")]
    private static partial Regex Code();

    [GeneratedRegex("name=\"id\" value=\"([0-9a-f]{16})\"")]
    private static partial Regex Line();
}
