using System.Net;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Accounts;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests;

/// <summary>Opens the data folder of version 0.1 with this server: everything that worked there works here.</summary>
public sealed class UpgradeTests : IAsyncLifetime
{
    private readonly DataFixture data = new("0.1");
    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await data.StartAsync("--Foyer:Registration:Mode=approval");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        data.Dispose();
    }

    [Theory]
    [InlineData("ada", 200, null)]
    [InlineData("ben", 200, null)]
    [InlineData("nora", 200, null)]
    [InlineData("max", 200, null)]
    [InlineData("maxine", 200, null)]
    [InlineData("dan", 401, "code_required")]
    [InlineData("finn", 403, "banned")]
    [InlineData("gus", 403, "kicked")]
    public async Task A_password_leads_where_it_led(string name, int status, string? code)
    {
        using var person = server.Stranger("Fixture/1.0");
        var login = new { login = name, password = data.Text("people", name, "password") };

        var reply = (await person.PostAsync("/api/login", login)).ShouldBe(status);

        if (code is not null)
            reply.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("ida", "not_verified")]
    [InlineData("hugo", "not_approved")]
    public async Task An_account_that_is_not_ready_is_still_not_ready(string name, string code)
    {
        using var person = server.Stranger();
        var login = new { login = name, password = Person.Password };

        (await person.PostAsync("/api/login", login)).ShouldRefuse(403, code);
    }

    [Fact]
    public async Task One_time_codes_recovery_codes_and_the_passkey_sign_in()
    {
        using var dan = server.Stranger();
        // The code of the instant of creation was used to turn the second factor on.
        server.Clock.Move(TimeSpan.FromMinutes(1));
        var recovery = data.Texts("two_factor", "recovery_codes").First();
        var code = new SecondFactor(server, data.Text("two_factor", "secret")).Code();
        foreach (var value in new[] { code, recovery })
            (
                await dan.PostAsync(
                    "/api/login",
                    new
                    {
                        login = "dan",
                        password = Person.Password,
                        code = value,
                    }
                )
            ).ShouldBe(200);

        using var eva = server.Stranger();
        var origin = $"http://localhost:{new Uri(server.Address).Port}";
        eva.Http.DefaultRequestHeaders.Host = new Uri(origin).Authority;
        eva.Http.DefaultRequestHeaders.Remove("Origin");
        eva.Http.DefaultRequestHeaders.Add("Origin", origin);
        using var key = new SoftKey(
            Convert.FromBase64String(data.Text("passkey", "private_key")),
            Convert.FromBase64String(data.Text("passkey", "id")),
            data.Text("passkey", "user_handle")
        );
        var question = (await eva.PostAsync("/api/passkeys/sign-in/options")).ShouldBe(200).Json;
        var credential = key.Get(question.GetProperty("options"), origin);
        var challenge = question.GetProperty("challenge").GetString();
        (await eva.PostAsync("/api/passkeys/sign-in", new { challenge, credential })).ShouldBe(200);
    }

    [Fact]
    public async Task Tokens_and_sessions_stay_valid()
    {
        foreach (var name in new[] { "ada", "ben" })
        {
            using var program = Bearer(name);
            (await program.GetAsync("/api/users/me"))
                .ShouldBe(200)
                .Json.GetProperty("username")
                .GetString()
                .ShouldBe(name);
        }

        using var dora = server.Stranger(data.Text("session", "user_agent"));
        dora.Cookies.Add(new Uri(server.Address), new Cookie("foyer_token", data.Text("session", "foyer_token")));
        (await dora.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Fact]
    public async Task Rooms_messages_and_files_are_there()
    {
        using var ada = Bearer("ada");
        foreach (var room in data.Manifest.GetProperty("rooms").EnumerateObject())
            if (room.Name != "direct dora-cleo")
                (await ada.GetAsync($"/api/chats/{room.Value}")).ShouldBe(200);

        (await MessageAsync(ada, "edited")).ShouldStartWith("second version");
        (await MessageAsync(ada, "deleted")).ShouldBe("");
        var history = await ada.GetAsync($"/api/chats/{data.Number("rooms", "Welcome")}/messages?limit=200");
        history.ShouldBe(200).Json.GetProperty("results").GetArrayLength().ShouldBeGreaterThan(125);
        foreach (var file in data.Texts("files"))
            (await ada.GetAsync(file)).ShouldBe(200);

        using var emil = await SignInAsync("emil");
        (await emil.GetAsync($"/api/chats/{data.Number("rooms", "Board")}")).ShouldBe(404);
        (await emil.PostAsync($"/api/invites/{data.Text("invite")}")).ShouldBe(200);
        var found = await emil.GetAsync("/api/search?q=minutes&kind=message");
        found.ShouldBe(200).Json.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Events_keep_their_bookings_and_the_calendar_its_address()
    {
        using var ada = Bearer("ada");
        var upcoming = (await ada.GetAsync($"/api/events/{data.Text("events", "upcoming")}")).ShouldBe(200).Json;
        upcoming.GetProperty("attendees").GetInt64().ShouldBe(1);
        upcoming.GetProperty("waitlisted").GetInt64().ShouldBe(2);
        foreach (var name in new[] { "past", "all_day", "invite_only" })
            (await ada.GetAsync($"/api/events/{data.Text("events", name)}")).ShouldBe(200);
        (await ada.GetAsync($"/api/events/{data.Text("events", "cancelled")}")).ShouldBe(404);

        var calendar = (await ada.GetAsync(data.Text("calendar"))).ShouldBe(200).Text;
        calendar.ShouldContain("Courtyard cinema");
        calendar.ShouldContain("STATUS:CANCELLED");

        using var dora = await SignInAsync("dora");
        var accepted = await dora.PutAsync($"/api/events/{data.Text("events", "upcoming")}/booking");
        accepted.ShouldBe(200).Json.GetProperty("status").GetString().ShouldBe("accepted");
    }

    [Fact]
    public async Task Waiting_mails_are_sent_once_a_mail_server_is_there()
    {
        await server.DisposeAsync();
        using var post = new TestMailServer();
        server = await data.StartAsync(post.Settings);
        server.Clock.Move(TimeSpan.FromMinutes(10));

        var recipients = new List<string>();
        for (var i = 0; i < 5; i++)
            recipients.Add((await post.NextAsync()).Recipient);

        recipients
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "ben@example.org",
                "ben@example.org",
                "dora@example.org",
                "emil@example.org",
                "jana@example.org",
            ]);
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        var first = await CountsAsync();
        await server.DisposeAsync();

        server = await data.StartAsync();

        (await CountsAsync()).ShouldBe(first);
        first.ShouldContain(("users", 16L));
    }

    private Task<List<(string Table, long Rows)>> CountsAsync() =>
        server
            .Get<Database>()
            .ReadAsync(
                db =>
                    db.List<string>("select name from sqlite_master where type = 'table' order by name")
                        .Select(table => (table, db.One<long>($"select count(*) from {table}")))
                        .ToList(),
                CancellationToken.None
            );

    private Person Bearer(string name)
    {
        var program = server.Stranger();
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {data.Text("tokens", name)}");
        return program;
    }

    private async Task<Person> SignInAsync(string name)
    {
        var person = server.Stranger("Fixture/1.0");
        (
            await person.PostAsync("/api/login", new { login = name, password = data.Text("people", name, "password") })
        ).ShouldBe(200);
        return person;
    }

    private async Task<string> MessageAsync(Person person, string name) =>
        (await person.GetAsync($"/api/messages/{data.Number("messages", name)}"))
            .ShouldBe(200)
            .Json.GetProperty("text")
            .GetString()!;
}
