using System.Globalization;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Accounts;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

public sealed class SignInFlowTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task The_server_asks_and_answers_in_the_codec_of_the_client(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.ConnectAsync(server, codec);

        var version = await terminal.ReadAsync();
        (version.Type, terminal.Heard).ShouldBe((EnvelopeType.Version, Codec.Json));
        version.Data.GetProperty("protocol").GetInt32().ShouldBe(1);
        version.Data.GetProperty("server").GetString().ShouldStartWith("Foyer/");
        version.Data.GetProperty("codecs").GetArrayLength().ShouldBe(2);
        await terminal.SendAsync(EnvelopeType.Version, """{"protocol":1}""");
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
        terminal.Heard.ShouldBe(codec);
        await terminal.LoginAsync("username", "ADA");
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("password");
        await terminal.LoginAsync("password", Person.Password);
        var welcome = (await terminal.ReadAsync()).Data;
        welcome.GetProperty("state").GetString().ShouldBe("signed_in");
        welcome.GetProperty("user").GetProperty("username").GetString().ShouldBe("ada");
        welcome.GetProperty("undelivered").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task An_unknown_name_makes_an_account_that_must_be_confirmed(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.ConnectAsync(server, codec);
        await terminal.GreetAsync();

        await terminal.LoginAsync("username", "ben");
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("new_password");
        await terminal.LoginAsync("new_password", "short");
        (await terminal.FailureAsync()).ShouldBe(["min_length"]);
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("new_password");
        await terminal.LoginAsync("new_password", Person.Password);
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("email");
        await terminal.LoginAsync("email", "ben@example.org");
        var made = (await terminal.ReadAsync()).Data;
        made.GetProperty("state").GetString().ShouldBe("registered");
        var link = made.GetProperty("confirmation_url").GetString()!;
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");

        await terminal.LoginAsync("username", "ben");
        await terminal.ReadAsync();
        await terminal.LoginAsync("password", Person.Password);
        var unverified = (await terminal.ReadAsync()).Data;
        unverified.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("not_verified");
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
        link.ShouldStartWith(server.Address + "/confirm?hash=");
        unverified.GetProperty("confirmation_url").GetString().ShouldNotBe(link);

        // The link that was shown first stays valid.

        (await server.Stranger().PostAsync("/api/confirm", new { hash = link.Split("hash=")[1] })).ShouldBe(204);
        await terminal.LoginAsync("username", "ben");
        await terminal.ReadAsync();
        await terminal.LoginAsync("password", Person.Password);
        (await terminal.ReadAsync()).Data.GetProperty("state").GetString().ShouldBe("signed_in");
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task With_a_second_step_the_server_asks_for_its_code(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        var app = await TurnOnAsync(server, ada);
        server.Clock.Move(TimeSpan.FromMinutes(1));
        using var terminal = await TerminalClient.ConnectAsync(server, codec);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "ada");

        await ShouldAskAsync(terminal, "password");
        await terminal.LoginAsync("password", Person.Password);
        await ShouldAskAsync(terminal, "code");
        await terminal.LoginAsync("code", "000000");
        (await terminal.FailureAsync()).ShouldBe(["code_required"]);
        await ShouldAskAsync(terminal, "password");
        await terminal.LoginAsync("password", Person.Password);
        await ShouldAskAsync(terminal, "code");
        await terminal.LoginAsync("code", app.Code());
        (await terminal.ReadAsync()).Data.GetProperty("state").GetString().ShouldBe("signed_in");
    }

    [Theory]
    [InlineData("/ban ben too loud", "banned", false, "too loud")]
    [InlineData("/ban ben", "banned", false, null)]
    [InlineData("/kick ben 60 too loud", "kicked", true, "too loud")]
    [InlineData("/kick ben 60", "kicked", true, null)]
    public async Task Whoever_is_barred_hears_until_when_and_why_only_with_the_right_password(
        string typed,
        string code,
        bool ends,
        string? reason
    )
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var there = await TerminalClient.SignInAsync(server, "ben");
        using var owner = await TerminalClient.SignInAsync(server, "ada", Codec.Binary);
        var before = server.Clock.GetUtcNow();

        (await owner.CommandAsync(typed)).ShouldStartWith("ben is");

        ShouldSay(await there.UntilAsync(envelope => envelope.Data.TryGetProperty("state", out _)));
        await there.ShouldBeClosedAsync();
        using var back = await TerminalClient.ConnectAsync(server);
        await back.GreetAsync();
        await back.LoginAsync("username", "ben");
        await ShouldAskAsync(back, "password");
        await back.LoginAsync("password", "wrong horse battery");
        (await back.FailureAsync()).ShouldBe(["authentication_failed"]);
        await ShouldAskAsync(back, "password");
        await back.LoginAsync("password", Person.Password);
        var failed = await back.ReadAsync();
        ShouldSay(failed);
        failed.Data.TryGetProperty("retry_after", out _).ShouldBe(ends);
        await back.ShouldBeClosedAsync();

        void ShouldSay(Envelope told)
        {
            told.Data.GetProperty("state").GetString().ShouldBe("failed");
            var error = told.Data.GetProperty("errors")[0];
            error.GetProperty("code").GetString().ShouldBe(code);
            error.GetProperty("reason").GetString().ShouldBe(reason);
            var until = error.GetProperty("until").GetString();
            if (ends)
                DateTimeOffset
                    .Parse(until!, CultureInfo.InvariantCulture)
                    .ShouldBeInRange(before.AddSeconds(59), server.Clock.GetUtcNow().AddSeconds(60));
            else
                until.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_name_that_cannot_be_one_is_asked_for_again()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "admin");
        (await terminal.FailureAsync()).ShouldBe(["reserved"]);
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
    }

    [Fact]
    public async Task Where_registration_is_closed_an_unknown_name_is_told_so()
    {
        await using var server = await TestServer.StartAsync([
            .. TerminalClient.Open,
            "--Foyer:Registration:Mode=closed",
        ]);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "ben");
        (await terminal.FailureAsync()).ShouldBe(["registration_closed"]);
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
    }

    [Fact]
    public async Task A_wrong_password_is_asked_for_three_times()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "ada");
        for (var tries = 0; tries < 3; tries++)
        {
            (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("password");
            await terminal.LoginAsync("password", "wrong horse battery");
            (await terminal.FailureAsync()).ShouldBe(["authentication_failed"]);
        }
        await terminal.ShouldBeClosedAsync();
    }

    [Theory]
    [InlineData(EnvelopeType.Version, """{"protocol":2}""")]
    [InlineData(EnvelopeType.Version, "{}")]
    [InlineData(EnvelopeType.Login, """{"kind":"username","value":"ada"}""")]
    public async Task Another_protocol_is_refused(EnvelopeType type, string data)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.SendAsync(type, data);
        (await terminal.FailureAsync()).ShouldBe(["unsupported_protocol"]);
        await terminal.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_is_refused_and_the_question_put_again()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.LoginAsync("password", "x");
        (await terminal.FailureAsync()).ShouldBe(["invalid"]);
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
    }

    [Fact]
    public async Task The_session_of_a_terminal_ends_with_its_connection()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        var ended = new TaskCompletionSource();
        server.Get<Sessions>().Ended += _ => ended.TrySetResult();
        using (await TerminalClient.SignInAsync(server, "ada"))
            (await CountAsync(ada)).ShouldBe(2);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        (await CountAsync(ada)).ShouldBe(1);
    }

    private static async Task ShouldAskAsync(TerminalClient terminal, string question) =>
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe(question);

    private static async Task<SecondFactor> TurnOnAsync(TestServer server, Person person)
    {
        var setup = (await person.PostAsync("/api/users/me/totp")).ShouldBe(200).Json;
        var app = new SecondFactor(server, setup.GetProperty("secret").GetString()!);
        (await person.PostAsync("/api/users/me/totp", new { code = app.Code() })).ShouldBe(200);
        return app;
    }

    private static async Task<int> CountAsync(Person person) =>
        (await person.GetAsync("/api/users/me/sessions")).ShouldBe(200).Json.GetProperty("results").GetArrayLength();
}
