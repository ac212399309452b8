using Foyer.Server.Accounts;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Foyer.Server.Tests.Accounts;

public sealed class SignInTests
{
    [Fact]
    public async Task One_registers_confirms_signs_in_and_is_known()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var me = (await ada.GetAsync("/api/users/me")).ShouldBe(200).Json;

        me.GetProperty("username").GetString().ShouldBe("ada");
        me.GetProperty("email").GetString().ShouldBe("ada@example.org");
        me.GetProperty("verified").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("ADA")]
    [InlineData("ada@example.org")]
    [InlineData("Ada@Example.ORG")]
    public async Task Name_and_address_sign_in_in_any_case(string login)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await LoginAsync(ada, login, Person.Password)).ShouldBe(200);
    }

    [Theory]
    [InlineData("ada", "wrong password")]
    [InlineData("nobody", Person.Password)]
    [InlineData("nobody@example.org", Person.Password)]
    [InlineData("' or 1=1 --", "' or 1=1 --")]
    [InlineData("%", Person.Password)]
    public async Task Whatever_is_wrong_the_answer_is_the_same(string login, string password)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var reply = await LoginAsync(ada, login, password);

        reply.ShouldBe(401);
        reply.Text.ShouldBe(
            """{"type":"client_error","errors":[{"code":"authentication_failed","detail":"Username or password are incorrect","attr":null}]}"""
        );
    }

    [Theory]
    [InlineData("{}", "login: required", "password: required")]
    [InlineData("""{"login":null,"password":null}""", "login: null", "password: null")]
    [InlineData(
        """{"login":1,"password":true,"remember":"maybe"}""",
        "login: invalid",
        "password: invalid",
        "remember: invalid"
    )]
    [InlineData("""{"login":"a\u0000","password":""}""", "login: invalid", "password: blank")]
    public async Task Every_wrong_field_has_its_code(string body, params string[] errors)
    {
        await using var server = await TestServer.StartAsync();
        using var anonymous = server.Stranger();

        (await anonymous.PostTextAsync("/api/login", body)).ShouldBe(400).Errors.ShouldBe(errors);
    }

    [Fact]
    public async Task Each_sign_in_has_a_token_of_its_own()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var first = ada.Token;

        await ada.SignInAsync();

        ada.Token.ShouldNotBe(first);
        (await ada.GetAsync("/api/users/me/sessions")).Json.GetProperty("results").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Guessing_is_limited_for_known_and_unknown_names_alike()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Limits:SignInsPerMinute=3");
        using var ada = server.Stranger();
        await ada.RegisterAsync("ada");
        foreach (var name in new[] { "ada", "nobody" })
        {
            for (var i = 0; i < 3; i++)
                (await LoginAsync(ada, name, "wrong password")).ShouldBe(401);
            var reply = await LoginAsync(ada, name.ToUpperInvariant(), Person.Password);
            reply.ShouldRefuse(429, "throttled");
            reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 20);
        }
        server.Clock.Move(TimeSpan.FromSeconds(20));
        (await LoginAsync(ada, "ada", Person.Password)).ShouldRefuse(403, "not_verified");
    }

    [Fact]
    public async Task A_rush_of_sign_ins_is_sent_away_before_it_fills_the_house()
    {
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton(new Passwords([1, 2, 3], cost: 10, mostWaiting: 1)),
            "--Foyer:Limits:SignInsPerMinute=0"
        );
        using var ada = server.Stranger();

        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(number =>
                    ada.PostAsync("/api/login", new { login = $"name{number}", password = "wrong password" })
                )
        );

        replies.Select(reply => reply.Status).Distinct().Order().ShouldBe([401, 429]);
        replies
            .Where(reply => reply.Status == 429)
            .ShouldAllBe(reply => reply.Code == "throttled" && reply.Headers.RetryAfter != null);
    }

    [Fact]
    public async Task A_stranger_who_guesses_does_not_lock_out_who_is_at_home()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Limits:SignInsPerMinute=3");
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger("Other/1.0");
        for (var i = 0; i < 4; i++)
            await LoginAsync(anonymous, "ada", "wrong password");
        (await LoginAsync(anonymous, "ada", "wrong password")).ShouldBe(429);

        (await LoginAsync(ada, "ada", Person.Password)).ShouldBe(200);
    }

    [Fact]
    public async Task A_hash_of_less_work_is_made_anew_at_sign_in()
    {
        await using var server = await TestServer.StartAsync(services =>
            services.AddSingleton(new Passwords([1, 2, 3], cost: 5))
        );
        using var ada = await server.RegisterAsync("ada");
        var old = await new Passwords([1, 2, 3], cost: 4).HashAsync(Person.Password, default);
        await server
            .Get<Writer>()
            .WriteAsync<long>(write => write.Execute("update users set password = @old", new { old }));

        await ada.SignInAsync();

        var stored = await server.Get<Database>().ReadAsync(db => db.One<string>("select password from users"));
        stored.ShouldStartWith("$2b$05$");
        await ada.SignInAsync();
    }

    [Fact]
    public async Task The_banned_are_told_only_with_the_right_password()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await server
            .Get<Writer>()
            .WriteAsync<long>(write =>
                write.Execute("insert into bans (user_id, reason, created_at) values (@Id, 'spam', 0)", new { ada.Id })
            );

        var reply = await LoginAsync(ada, "ada", Person.Password);

        reply.ShouldRefuse(403, "banned");
        reply.Text.ShouldContain("spam");
        (await LoginAsync(ada, "ada", "wrong password")).ShouldRefuse(401, "authentication_failed");
    }

    [Fact]
    public async Task The_kicked_wait_outside_and_are_told_how_long()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var until = Instants.FromInstant(server.Clock.GetUtcNow()) + 100 * Instants.Second;
        await server
            .Get<Writer>()
            .WriteAsync<long>(write =>
            {
                server.Get<Sessions>().Changed(write, ada.Id);
                return write.Execute("insert into kicks (user_id, until) values (@Id, @until)", new { ada.Id, until });
            });

        var reply = await ada.GetAsync("/api/users/me");
        reply.ShouldRefuse(403, "kicked");
        reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 100);
        (await LoginAsync(ada, "ada", Person.Password)).ShouldRefuse(403, "kicked");

        server.Clock.Move(TimeSpan.FromSeconds(100));
        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Fact]
    public async Task Over_plain_http_from_another_name_one_is_told_to_use_https()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/login")
        {
            Content = new StringContent(
                $$"""{"login":"ada","password":"{{Person.Password}}"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        request.Headers.Host = "chat.example.org";

        var reply = await ada.SendAsync(request);

        reply.ShouldRefuse(403, "permission_denied");
        reply.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_foreign_pages()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        var session = await LoginAsync(ada, "ada", Person.Password);
        var remembered = await ada.PostAsync(
            "/api/login",
            new
            {
                login = "ada",
                password = Person.Password,
                remember = true,
            }
        );

        var cookie = session.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldNotContain("max-age");
        remembered.Headers.GetValues("Set-Cookie").Single().ShouldContain("max-age=2592000");
    }

    private static Task<Reply> LoginAsync(Person person, string login, string password) =>
        person.PostAsync("/api/login", new { login, password });
}
