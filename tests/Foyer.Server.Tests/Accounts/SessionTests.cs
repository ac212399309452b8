using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class SessionTests
{
    private static readonly Device Home = new("192.0.2.1", "Browser/118.0 (X11)");

    [Fact]
    public async Task After_signing_out_the_token_is_worth_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var token = ada.Token!;

        (await ada.PostAsync("/api/logout")).ShouldBe(204);

        ada.Token.ShouldBeNull();
        (await WithTokenAsync(ada, token)).ShouldRefuse(401, "not_authenticated");
        (await ada.PostAsync("/api/logout")).ShouldRefuse(401, "not_authenticated");
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_server()
    {
        var folder = TestServer.NewFolder();
        string token;
        await using (var server = await TestServer.StartOnAsync(folder))
        {
            using var ada = await server.RegisterAsync("ada");
            token = ada.Token!;
        }
        await using (var server = await TestServer.StartOnAsync(folder))
        {
            using var ada = server.Stranger();
            (await WithTokenAsync(ada, token)).ShouldBe(200);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_session_ends_by_itself()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var ended = Ends(server);
        server.Clock.Move(TimeSpan.FromHours(24));

        (await ada.GetAsync("/api/users/me")).ShouldRefuse(401, "not_authenticated");

        await server.Get<Sessions>().TidyAsync(default);
        ended.Single().Reason.ShouldBe(SessionEndReason.Expired);
    }

    [Fact]
    public async Task A_copied_cookie_ends_its_session()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var thief = server.Stranger("Other/1.0");
        var ended = Ends(server);

        (await WithTokenAsync(thief, ada.Token!)).ShouldRefuse(401, "not_authenticated");

        (await ada.GetAsync("/api/users/me")).ShouldRefuse(401, "not_authenticated");
        ended.Single().Reason.ShouldBe(SessionEndReason.UsedElsewhere);
    }

    [Fact]
    public async Task A_forged_token_ends_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var thief = server.Stranger("Other/1.0");

        (await WithTokenAsync(thief, ada.Token![..^2] + "AA")).ShouldRefuse(401, "not_authenticated");

        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("strict", false, "192.0.2.1", "Browser/119.5 (X11)", true)]
    [InlineData("strict", false, "192.0.2.2", "Browser/118.0 (X11)", false)]
    [InlineData("strict", false, "192.0.2.1", "Other/118.0 (X11)", false)]
    [InlineData("strict", false, "::ffff:192.0.2.1", "Browser/118.0 (X11)", true)]
    [InlineData("strict", true, "198.51.100.9", "Browser/118.0 (X11)", true)]
    [InlineData("strict", true, "192.0.2.1", "Other/118.0 (X11)", false)]
    [InlineData("agent", false, "198.51.100.9", "Browser/118.0 (X11)", true)]
    [InlineData("none", false, "198.51.100.9", "Other/1", true)]
    public async Task A_session_is_bound_as_configured(
        string binding,
        bool remember,
        string address,
        string agent,
        bool fits
    )
    {
        await using var server = await TestServer.StartAsync($"--Foyer:Sessions:Binding={binding}");
        using var ada = await server.RegisterAsync("ada");
        var token = await SignInAsync(server, Home, remember);

        var found = await server.Get<Sessions>().FindAsync(token, new Device(address, agent));

        found.Refused(out _).ShouldBe(!fits);
    }

    [Fact]
    public async Task An_ipv6_address_may_change_within_its_network()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var token = await SignInAsync(server, new Device("2001:db8:1:2::1", "A"), remember: false);
        var sessions = server.Get<Sessions>();

        (await sessions.FindAsync(token, new Device("2001:db8:1:2:ffff::9", "A"))).Refused(out _).ShouldBeFalse();
        (await sessions.FindAsync(token, new Device("2001:db8:1:3::1", "A"))).Refused(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Ones_sessions_are_listed_and_each_can_be_ended()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await SignInAsync(server, Home, remember: true);
        var ended = Ends(server);

        var list = (await ada.GetAsync("/api/users/me/sessions")).Json.GetProperty("results").EnumerateArray().ToList();
        var other = list.Single(one => !one.GetProperty("current").GetBoolean());
        other.GetProperty("device").GetString().ShouldBe(Home.Agent);
        other.GetProperty("address").GetString().ShouldBe(Home.Address);
        var id = other.GetProperty("id").GetString();

        (await ben.DeleteAsync($"/api/users/me/sessions/{id}")).ShouldBe(204);
        ended.ShouldBeEmpty();
        (await ada.DeleteAsync($"/api/users/me/sessions/{id}")).ShouldBe(204);
        ended.Single().Session.ShouldBe(id);
        (await ada.DeleteAsync($"/api/users/me/sessions/{id}")).ShouldBe(204);
        (await ada.GetAsync("/api/users/me/sessions")).Json.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-60)]
    [InlineData(-60 * 24 * 30)]
    [InlineData(60)]
    public async Task A_clock_that_jumps_ends_no_session(int minutes)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        server.Clock.Move(TimeSpan.FromMinutes(minutes));

        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
        (await ada.PostAsync("/api/reauthenticate", new { password = Person.Password })).ShouldBe(204);
        (await ada.PostAsync("/api/users/me/totp")).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_that_was_seen_to_expire_does_not_come_back_with_an_earlier_clock()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        server.Clock.Move(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(1));
        (await ada.GetAsync("/api/users/me")).ShouldBe(401);

        server.Clock.Move(TimeSpan.FromHours(-1));

        (await ada.GetAsync("/api/users/me")).ShouldBe(401);
    }

    [Fact]
    public async Task Use_is_noted_once_a_minute()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var before = await UsedAtAsync(server);
        await ada.GetAsync("/api/users/me");
        (await UsedAtAsync(server)).ShouldBe(before);

        server.Clock.Move(TimeSpan.FromMinutes(2));
        await ada.GetAsync("/api/users/me");

        (await UsedAtAsync(server)).ShouldBeGreaterThan(before);
    }

    private static async Task<string> SignInAsync(TestServer server, Device device, bool remember)
    {
        var fields = Fields.Of([
            new("login", "ada"),
            new("password", Person.Password),
            new("remember", remember ? "true" : "false"),
        ]);
        return (await server.Get<SignIn>().SignInAsync(fields, device, default)).Value.Token;
    }

    /// <summary>Behind whatever the writer still has to do.</summary>
    private static async Task<long> UsedAtAsync(TestServer server) =>
        (
            await server.Get<Writer>().WriteAsync<long>(write => write.One<long>("select max(used_at) from sessions"))
        ).Value;

    private static List<EndedSession> Ends(TestServer server)
    {
        var ended = new List<EndedSession>();
        server.Get<Sessions>().Ended += ended.Add;
        return ended;
    }

    private static Task<Reply> WithTokenAsync(Person person, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/users/me");
        request.Headers.Add("Cookie", $"foyer_token={token}");
        return person.SendAsync(request);
    }
}
