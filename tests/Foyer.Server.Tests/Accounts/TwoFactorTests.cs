using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class TwoFactorTests
{
    [Fact]
    public async Task With_it_a_sign_in_needs_a_code_and_each_code_works_once()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var secret = await TurnOnAsync(server, ada);

        (await LoginAsync(ada, null)).ShouldRefuse(401, "code_required");
        (await LoginAsync(ada, "000000")).ShouldRefuse(401, "code_required");
        (
            await ada.PostAsync(
                "/api/login",
                new
                {
                    login = "ada",
                    password = "wrong password",
                    code = "000000",
                }
            )
        ).ShouldRefuse(401, "authentication_failed");
        server.Clock.Move(TimeSpan.FromMinutes(1));
        var code = Code(server, secret);
        (await LoginAsync(ada, code)).ShouldBe(200);
        (await LoginAsync(ada, code)).ShouldRefuse(401, "code_required");
        server.Clock.Move(TimeSpan.FromMinutes(1));
        (await LoginAsync(ada, Code(server, secret).Insert(3, " "))).ShouldBe(200);
    }

    [Fact]
    public async Task A_recovery_code_stands_in_once()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var (_, recovery) = await TurnOnWithCodesAsync(server, ada);

        recovery.Count.ShouldBe(10);
        (await LoginAsync(ada, recovery[0].ToUpperInvariant())).ShouldBe(200);
        (await LoginAsync(ada, recovery[0])).ShouldRefuse(401, "code_required");
        (await LoginAsync(ada, recovery[1].Replace("-", "", StringComparison.Ordinal))).ShouldBe(200);
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old_ones()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var (_, old) = await TurnOnWithCodesAsync(server, ada);

        var fresh = (await ada.PostAsync("/api/users/me/recovery-codes", new { code = old[0] }))
            .ShouldBe(200)
            .Json.GetProperty("recovery_codes");

        (await LoginAsync(ada, old[1])).ShouldRefuse(401, "code_required");
        (await LoginAsync(ada, fresh[0].GetString())).ShouldBe(200);
    }

    [Fact]
    public async Task It_is_turned_off_only_with_a_code()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var (_, recovery) = await TurnOnWithCodesAsync(server, ada);

        (await ada.DeleteAsync("/api/users/me/totp", new { code = "000000" })).Errors.ShouldBe(["code: invalid"]);
        (await ada.DeleteAsync("/api/users/me/totp", new { })).Errors.ShouldBe(["code: required"]);
        (await ada.DeleteAsync("/api/users/me/totp", new { code = recovery[0] })).ShouldBe(204);

        (await LoginAsync(ada, null)).ShouldBe(200);
        (await ada.DeleteAsync("/api/users/me/totp", new { code = recovery[1] })).ShouldRefuse(409, "not_on");
    }

    [Fact]
    public async Task Nothing_is_on_before_a_code_was_shown()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        (await ada.PostAsync("/api/users/me/totp", new { code = "000000" })).ShouldRefuse(409, "not_on");
        (await ada.PostAsync("/api/users/me/totp")).ShouldBe(200);

        (await ada.PostAsync("/api/users/me/totp", new { code = "000000" })).Errors.ShouldBe(["code: invalid"]);

        (await LoginAsync(ada, null)).ShouldBe(200);
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_one_after_the_other()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await TurnOnAsync(server, ada);
        server.Clock.Move(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 5; i++)
            await LoginAsync(ada, "000000");

        (await LoginAsync(ada, "000000")).ShouldRefuse(429, "throttled");
    }

    private static async Task<string> TurnOnAsync(TestServer server, Person person) =>
        (await TurnOnWithCodesAsync(server, person)).Secret;

    private static async Task<(string Secret, List<string> Codes)> TurnOnWithCodesAsync(
        TestServer server,
        Person person
    )
    {
        var setup = (await person.PostAsync("/api/users/me/totp")).ShouldBe(200).Json;
        var secret = setup.GetProperty("secret").GetString()!;
        setup.GetProperty("uri").GetString()!.ShouldContain(secret);
        setup.GetProperty("qr").GetString()!.ShouldStartWith("<svg");
        var reply = (await person.PostAsync("/api/users/me/totp", new { code = Code(server, secret) })).ShouldBe(200);
        return (
            secret,
            [.. reply.Json.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!)]
        );
    }

    private static string Code(TestServer server, string secret) => new SecondFactor(server, secret).Code();

    private static Task<Reply> LoginAsync(Person person, string? code) =>
        person.PostAsync(
            "/api/login",
            new
            {
                login = "ada",
                password = Person.Password,
                code,
            }
        );
}
