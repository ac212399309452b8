using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class EmailConfirmationsTests
{
    [Fact]
    public async Task Without_confirmation_one_is_told_so_only_with_the_right_password()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        (await LoginAsync(ada, "ada", Person.Password)).ShouldRefuse(403, "not_verified");
        (await LoginAsync(ada, "ada", "wrong password")).ShouldRefuse(401, "authentication_failed");
    }

    [Fact]
    public async Task A_link_works_once_even_for_many_at_once()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        var hash = ada.ConfirmationUrl!.Split("hash=")[1];

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => ada.PostAsync("/api/confirm", new { hash }))
        );

        replies.Count(reply => reply.Status == 204).ShouldBe(1);
        replies.Count(reply => reply.Status == 400).ShouldBe(7);
    }

    [Fact]
    public async Task A_link_is_good_for_a_day()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        server.Clock.Move(TimeSpan.FromHours(24));

        (await ada.PostAsync("/api/confirm", new { hash = ada.ConfirmationUrl!.Split("hash=")[1] })).Errors.ShouldBe([
            "hash: invalid",
        ]);
    }

    [Theory]
    [InlineData("{}", "required")]
    [InlineData("""{"hash":"unknown"}""", "invalid")]
    [InlineData("""{"hash":7}""", "invalid")]
    [InlineData("""{"hash":""}""", "blank")]
    public async Task What_is_no_link_is_refused(string body, string code)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.PostTextAsync("/api/confirm", body)).Errors.ShouldBe([$"hash: {code}"]);
    }

    [Theory]
    [InlineData("api", 0)]
    [InlineData("api", 1)]
    [InlineData("page", 0)]
    [InlineData("page", 1)]
    public async Task With_the_right_password_another_link_is_shown_and_each_of_them_is_valid(string entry, int used)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        var login = new { login = "ada", password = Person.Password };

        string second;
        if (entry == "api")
            second = (await ada.PostAsync("/api/confirm/resend", login))
                .ShouldBe(200)
                .Json.GetProperty("confirmation_url")
                .GetString()!;
        else
        {
            (await ada.FillInAsync("/confirm?resend", ("login", login.login), ("password", login.password))).ShouldBe(
                302
            );
            second = (await ada.GetAsync("/confirm?pending")).ShouldBe(200).Text;
        }

        string[] hashes = [ada.ConfirmationUrl!.Split("hash=")[1], second.Split("hash=")[1][..22]];
        hashes[0].ShouldNotBe(hashes[1]);
        (await ada.PostAsync("/api/confirm", new { hash = hashes[used] })).ShouldBe(204);
        await ada.SignInAsync();
        (await ada.PostAsync("/api/confirm", new { hash = hashes[used] })).ShouldBe(400);
    }

    [Fact]
    public async Task A_link_that_was_mailed_stays_valid_when_anybody_asks_for_another()
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Settings);
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        var first = await post.NextAsync();

        (await server.Stranger().PostAsync("/api/confirm/resend", new { login = "ada" })).ShouldBe(204);

        (await post.NextAsync()).Hash.ShouldNotBe(first.Hash);
        (await ada.PostAsync("/api/confirm", new { hash = first.Hash })).ShouldBe(204);
    }

    [Fact]
    public async Task Of_many_links_the_last_few_are_valid()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        var hash = "";
        for (var number = 0; number < 6; number++)
        {
            server.Clock.Move(TimeSpan.FromSeconds(1));
            hash = (await ada.PostAsync("/api/confirm/resend", new { login = "ada", password = Person.Password }))
                .ShouldBe(200)
                .Json.GetProperty("confirmation_url")
                .GetString()!
                .Split("hash=")[1];
        }

        (await ada.PostAsync("/api/confirm", new { hash = ada.ConfirmationUrl!.Split("hash=")[1] })).ShouldBe(400);
        (await ada.PostAsync("/api/confirm", new { hash })).ShouldBe(204);
    }

    [Fact]
    public async Task Asking_for_a_new_link_tells_strangers_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");

        (await ada.PostAsync("/api/confirm/resend", new { login = "ada" })).ShouldBe(204);
        (await ada.PostAsync("/api/confirm/resend", new { login = "ada", password = "wrong password" })).ShouldBe(204);
        (await ada.PostAsync("/api/confirm/resend", new { login = "nobody" })).ShouldBe(204);
        await ada.ConfirmAsync();
        (await ada.PostAsync("/api/confirm/resend", new { login = "ada", password = Person.Password })).ShouldBe(204);
    }

    private static Task<Reply> LoginAsync(Person person, string login, string password) =>
        person.PostAsync("/api/login", new { login, password });
}
