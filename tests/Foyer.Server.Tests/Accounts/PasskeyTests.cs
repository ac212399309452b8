using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class PasskeyTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person door = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        using (var first = await server.RegisterAsync("ada")) { }
        // A key belongs to a host's name, and the test server's address is a number.
        ada = AtHost();
        await PostAsync(ada, "/api/login", new { login = "ada", password = Person.Password });
        door = AtHost();
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        door.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_listed_used_and_removed()
    {
        using var key = new SoftKey();
        var added = (await AddAsync(key, "phone")).ShouldBe(201).Json;
        added.GetProperty("name").GetString().ShouldBe("phone");
        (await NamesAsync()).ShouldBe(["phone"]);

        (await EnterAsync(key))
            .ShouldBe(200)
            .Json.GetProperty("user")
            .GetProperty("username")
            .GetString()
            .ShouldBe("ada");
        (await door.GetAsync("/api/users/me")).ShouldBe(200);

        (await ada.DeleteAsync($"/api/passkeys/{added.Id()}")).ShouldBe(204);
        (await ada.DeleteAsync($"/api/passkeys/{added.Id()}")).ShouldBe(204);
        (await NamesAsync()).ShouldBeEmpty();
        (await EnterAsync(key)).ShouldRefuse(401, "authentication_failed");
    }

    [Fact]
    public async Task A_passkey_makes_its_own_persons_session_fresh()
    {
        using var key = new SoftKey();
        await AddAsync(key, "phone");
        using var emil = await server.RegisterAsync("emil");
        using var his = AtHost();
        await PostAsync(his, "/api/login", new { login = "emil", password = Person.Password });
        server.Clock.Move(TimeSpan.FromMinutes(11));
        (await PostAsync(ada, "/api/passkeys/options", new { })).ShouldRefuse(403, "sign_in_again");

        (await ConfirmAsync(his, key)).ShouldRefuse(401, "authentication_failed");
        (await PostAsync(his, "/api/passkeys/options", new { })).ShouldRefuse(403, "sign_in_again");
        (await ConfirmAsync(ada, key)).ShouldBe(204);
        (await PostAsync(ada, "/api/passkeys/options", new { })).ShouldBe(200);
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        using var key = new SoftKey();
        await AddAsync(key, "phone");
        var question = await AskAsync();
        var answer = new { challenge = Challenge(question), credential = key.Get(Options(question), Origin) };
        (await PostAsync(door, "/api/passkeys/sign-in", answer)).ShouldBe(200);

        (await PostAsync(door, "/api/passkeys/sign-in", answer)).ShouldRefuse(400, "invalid");
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_none()
    {
        using var key = new SoftKey();
        await AddAsync(key, "phone");
        var question = await AskAsync();
        server.Clock.Move(TimeSpan.FromMinutes(6));

        (
            await PostAsync(
                door,
                "/api/passkeys/sign-in",
                new { challenge = Challenge(question), credential = key.Get(Options(question), Origin) }
            )
        ).ShouldRefuse(400, "invalid");
    }

    [Fact]
    public async Task Foreign_pages_other_keys_and_unverified_people_do_not_enter()
    {
        using var key = new SoftKey();
        await AddAsync(key, "phone");
        using var anonymous = new SoftKey();

        (await EnterAsync(key, origin: "https://evil.example")).ShouldRefuse(401, "authentication_failed");
        (await EnterAsync(key, verified: false)).ShouldRefuse(401, "authentication_failed");
        (await EnterAsync(anonymous)).ShouldRefuse(401, "authentication_failed");
        (await door.GetAsync("/api/users/me")).ShouldBe(401);
    }

    [Fact]
    public async Task A_copied_key_that_counts_backwards_does_not_enter()
    {
        using var key = new SoftKey { Uses = 7 };
        await AddAsync(key, "phone");
        (await EnterAsync(key)).ShouldBe(200);
        key.Uses = 3;

        (await EnterAsync(key)).ShouldRefuse(401, "authentication_failed");
    }

    [Fact]
    public async Task Whoever_is_banned_stays_outside_with_a_key_too()
    {
        using var emil = await server.RegisterAsync("emil");
        using var key = new SoftKey();
        using var his = AtHost();
        await PostAsync(his, "/api/login", new { login = "emil", password = Person.Password });
        await AddAsync(key, "phone", his);
        (await ada.PostAsync("/api/admin/ban", new { username = "emil", reason = "spam" })).Status.ShouldBeLessThan(
            300
        );

        (await EnterAsync(key)).ShouldRefuse(403, "banned");
    }

    [Fact]
    public async Task Adding_one_takes_the_password_and_no_program()
    {
        var token = (await ada.PostAsync("/api/tokens", new { name = "p", scopes = new[] { "read", "write" } }))
            .ShouldBe(201)
            .Json.GetProperty("token")
            .GetString();
        using var program = AtHost();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");

        (await PostAsync(ada, "/api/passkeys/options", new { password = "wrong password" })).ShouldRefuse(
            400,
            "invalid"
        );
        server.Clock.Move(TimeSpan.FromMinutes(11));
        (await PostAsync(ada, "/api/passkeys/options", new { })).ShouldRefuse(403, "sign_in_again");
        (await PostAsync(door, "/api/passkeys/options", new { password = Person.Password })).ShouldRefuse(
            401,
            "not_authenticated"
        );
        (await PostAsync(program, "/api/passkeys/options", new { password = Person.Password })).ShouldRefuse(
            403,
            "permission_denied"
        );
        using var byNumber = server.Stranger();
        await byNumber.PostAsync("/api/login", new { login = "ada", password = Person.Password });
        (await byNumber.PostAsync("/api/passkeys/options", new { password = Person.Password })).ShouldRefuse(
            409,
            "no_host_name"
        );
    }

    [Theory]
    [InlineData("{}", new[] { "challenge: required", "credential: required" })]
    [InlineData("{\"challenge\":\"x\",\"credential\":\"y\"}", new[] { "credential: invalid" })]
    [InlineData("{\"challenge\":\"x\",\"credential\":{}}", new[] { "credential: invalid" })]
    public async Task Nonsense_is_refused_by_field(string body, string[] errors)
    {
        (await door.PostTextAsync("/api/passkeys/sign-in", body)).ShouldBe(400).Errors.ShouldBe(errors);
        var challenge = Challenge(await AskAsync());
        (await PostAsync(door, "/api/passkeys/sign-in", new { challenge, credential = new { id = 7 } })).ShouldRefuse(
            401,
            "authentication_failed"
        );
    }

    private string Origin => $"http://localhost:{new Uri(server.Address).Port}";

    private Person AtHost()
    {
        var person = server.Stranger();
        person.Http.DefaultRequestHeaders.Host = new Uri(Origin).Authority;
        person.Http.DefaultRequestHeaders.Remove("Origin");
        person.Http.DefaultRequestHeaders.Add("Origin", Origin);
        return person;
    }

    private static Task<Reply> PostAsync(Person person, string path, object body) => person.PostAsync(path, body);

    private async Task<Reply> AddAsync(SoftKey key, string name, Person? person = null)
    {
        var question = (await PostAsync(person ?? ada, "/api/passkeys/options", new { password = Person.Password }))
            .ShouldBe(200)
            .Json;
        return await PostAsync(
            person ?? ada,
            "/api/passkeys",
            new
            {
                challenge = Challenge(question),
                credential = key.Create(Options(question), Origin),
                name,
            }
        );
    }

    private async Task<Reply> EnterAsync(SoftKey key, string? origin = null, bool verified = true)
    {
        var question = await AskAsync();
        return await PostAsync(
            door,
            "/api/passkeys/sign-in",
            new { challenge = Challenge(question), credential = key.Get(Options(question), origin ?? Origin, verified) }
        );
    }

    private async Task<Reply> ConfirmAsync(Person person, SoftKey key)
    {
        var question = await AskAsync();
        return await PostAsync(
            person,
            "/api/reauthenticate",
            new { challenge = Challenge(question), credential = key.Get(Options(question), Origin) }
        );
    }

    private async Task<JsonElement> AskAsync() =>
        (await door.PostAsync("/api/passkeys/sign-in/options")).ShouldBe(200).Json;

    private static string Challenge(JsonElement question) => question.GetProperty("challenge").GetString()!;

    private static JsonElement Options(JsonElement question) => question.GetProperty("options");

    private async Task<string[]> NamesAsync() =>
        [
            .. (await ada.GetAsync("/api/passkeys"))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(one => one.GetProperty("name").GetString()!),
        ];
}
