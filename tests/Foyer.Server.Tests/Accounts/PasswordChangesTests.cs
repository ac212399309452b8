using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class PasswordChangesTests
{
    private const string Fresh = "another fine password";

    [Fact]
    public async Task By_the_old_one_a_new_one_is_set_and_one_stays_signed_in_only_here()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var elsewhere = server.Stranger("Phone/1.0");
        (await elsewhere.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldBe(200);

        (await ada.PostAsync("/api/password", new { current_password = Person.Password, password = Fresh })).ShouldBe(
            204
        );

        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
        (await elsewhere.GetAsync("/api/users/me")).ShouldBe(401);
        (await ada.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldBe(401);
        (await ada.PostAsync("/api/login", new { login = "ada", password = Fresh })).ShouldBe(200);
    }

    [Theory]
    [InlineData(
        """{"current_password":"wrong password","password":"another fine password"}""",
        "current_password: invalid"
    )]
    [InlineData("""{"password":"another fine password"}""", "current_password: required")]
    [InlineData("""{"current_password":"correct horse battery","password":"short"}""", "password: min_length")]
    [InlineData("""{"hash":"unknown","password":"another fine password"}""", "hash: invalid")]
    [InlineData("""{"hash":7,"password":null}""", "hash: invalid", "password: null")]
    public async Task What_is_wrong_is_told_by_field(string body, params string[] errors)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await ada.PostTextAsync("/api/password", body)).ShouldBe(400).Errors.ShouldBe(errors);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_needs_a_link()
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (
            await anonymous.PostAsync("/api/password", new { current_password = Person.Password, password = Fresh })
        ).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_link_from_the_mail_works_once_and_ends_every_session()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();

        (await anonymous.PostAsync("/api/password/reset", new { email = "ADA@example.org" })).ShouldBe(204);
        var mail = await post.NextAsync();
        mail.Words.ShouldContain($"{server.Address}/password-save?hash={mail.Hash}");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(i => anonymous.PostAsync("/api/password", new { hash = mail.Hash, password = $"{Fresh} {i}" }))
        );

        replies.Count(reply => reply.Status == 204).ShouldBe(1);
        replies.Count(reply => reply.Status == 400).ShouldBe(3);
        (await ada.GetAsync("/api/users/me")).ShouldBe(401);
        (await post.NextAsync()).Header("Subject").ShouldContain("password");
    }

    [Fact]
    public async Task A_link_is_good_for_an_hour_and_only_the_newest_one()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        await ada.PostAsync("/api/password/reset", new { email = ada.Email });
        var old = await post.NextAsync();
        await ada.PostAsync("/api/password/reset", new { email = ada.Email });
        var fresh = await post.NextAsync();

        (await ada.PostAsync("/api/password", new { hash = old.Hash, password = Fresh })).Errors.ShouldBe([
            "hash: invalid",
        ]);
        server.Clock.Move(TimeSpan.FromHours(1));
        (await ada.PostAsync("/api/password", new { hash = fresh.Hash, password = Fresh })).Errors.ShouldBe([
            "hash: invalid",
        ]);
    }

    [Fact]
    public async Task A_mailbox_gets_few_mails_however_often_one_asks_and_the_answer_is_the_same()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        using var ben = server.Stranger();
        await ben.RegisterAsync("ben");

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(i =>
                    ada.PostAsync("/api/password/reset", new { email = i % 2 == 0 ? ada.Email : "nobody@example.org" })
                )
        );
        foreach (var reply in replies)
            reply.ShouldBe(204).Text.ShouldBeEmpty();
        await ada.PostAsync("/api/password/reset", new { email = ben.Email });

        for (var i = 0; i < 5; i++)
            (await post.NextAsync()).Recipient.ShouldBe(ada.Email);
        (await post.NextAsync()).Recipient.ShouldBe(ben.Email);
        post.Mails.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}", "email: required")]
    [InlineData("""{"email":"ada@example.org\r\nBcc: all@example.org"}""", "email: invalid")]
    [InlineData("""{"email":["ada@example.org"]}""", "email: invalid")]
    public async Task Only_an_address_can_be_asked_for(string body, string error)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.PostTextAsync("/api/password/reset", body)).ShouldBe(400).Errors.ShouldBe([error]);
    }

    [Fact]
    public async Task Without_mail_the_owner_passes_a_link_on_and_nobody_else_can()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await ben.PostAsync("/api/admin/reset-link", new { username = "ada" })).ShouldRefuse(403, "permission_denied");
        (await ada.PostAsync("/api/admin/reset-link", new { username = "ada" })).ShouldRefuse(403, "permission_denied");
        (await ada.PostAsync("/api/admin/reset-link", new { username = "nobody" })).ShouldRefuse(404, "user_not_found");
        (await ada.PostAsync("/api/admin/reset-link", new { })).Errors.ShouldBe(["username: required"]);
        var url = (await ada.PostAsync("/api/admin/reset-link", new { username = "ben" }))
            .ShouldBe(200)
            .Json.GetProperty("reset_url")
            .GetString()!;

        (await ben.PostAsync("/api/password", new { hash = url.Split("hash=")[1], password = Fresh })).ShouldBe(204);
        (await ben.PostAsync("/api/login", new { login = "ben", password = Fresh })).ShouldBe(200);
    }
}
