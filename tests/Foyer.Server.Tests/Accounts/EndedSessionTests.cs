using Foyer.Server.Accounts;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Accounts;

/// <summary>The end of a session closes all its connections, on every gateway, without a request (within the time limit of the test clients).</summary>
public sealed class EndedSessionTests
{
    private const string NewPassword = "another horse battery";

    [Theory]
    [InlineData("sign-out")]
    [InlineData("ended in the list")]
    [InlineData("new password")]
    [InlineData("reset password")]
    [InlineData("ban")]
    [InlineData("deletion")]
    [InlineData("stolen")]
    public async Task Open_connections_close_with_their_session(string cause)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var elsewhere = server.Stranger("Phone/1.0");
        (await elsewhere.PostAsync("/api/login", new { login = "ben", password = Person.Password })).ShouldBe(200);
        var lobby = await ben.JoinAsync("lobby");
        await using var wire = await WebSocketClient.OpenAsync(elsewhere);
        using var stream = await OpenStreamAsync(elsewhere, lobby);

        await EndAsync(server, cause, ada, ben, elsewhere);

        (await wire.ClosedAsync()).ShouldBe(cause == "ban" ? 4404 : 4401);
        await ShouldEndAsync(stream);
        (await elsewhere.GetAsync("/api/users/me")).Status.ShouldBeOneOf(401, 403);
    }

    [Theory]
    [InlineData("new password")]
    [InlineData("reset password")]
    [InlineData("ban")]
    [InlineData("deletion")]
    public async Task Terminals_are_signed_out_too(string cause)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var terminal = await TerminalClient.SignInAsync(server, "ben");

        await EndAsync(server, cause, ada, ben, ben);

        await terminal.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task Tokens_end_with_a_new_password_but_the_session_that_chose_it_stays()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var token = (await ada.PostAsync("/api/tokens", new { name = "program", scopes = new[] { "read" } }))
            .ShouldBe(201)
            .Json.GetProperty("token")
            .GetString();
        using var program = server.Stranger("Program/1.0");
        program.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        (await program.GetAsync("/api/users/me")).ShouldBe(200);
        await using var mine = await WebSocketClient.OpenAsync(ada);

        (
            await ada.PostAsync("/api/password", new { current_password = Person.Password, password = NewPassword })
        ).ShouldBe(204);

        (await program.GetAsync("/api/users/me")).ShouldBe(401);
        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
        (await mine.SoFarAsync()).ShouldBeEmpty();
    }

    private static async Task EndAsync(TestServer server, string cause, Person ada, Person ben, Person elsewhere)
    {
        switch (cause)
        {
            case "sign-out":
                (await elsewhere.PostAsync("/api/logout")).ShouldBe(204);
                break;
            case "ended in the list":
                var sessions = (await ben.GetAsync("/api/users/me/sessions")).Json.GetProperty("results");
                var other = sessions.EnumerateArray().Single(one => !one.GetProperty("current").GetBoolean());
                (await ben.DeleteAsync($"/api/users/me/sessions/{other.GetProperty("id").GetString()}")).ShouldBe(204);
                break;
            case "new password":
                (
                    await ben.PostAsync(
                        "/api/password",
                        new { current_password = Person.Password, password = NewPassword }
                    )
                ).ShouldBe(204);
                break;
            case "reset password":
                var url = (await ada.PostAsync("/api/admin/reset-link", new { username = "ben" }))
                    .ShouldBe(200)
                    .Json.GetProperty("reset_url")
                    .GetString()!;
                using (var anonymous = server.Stranger())
                    (
                        await anonymous.PostAsync(
                            "/api/password",
                            new { hash = url.Split("hash=")[1], password = NewPassword }
                        )
                    ).ShouldBe(204);
                break;
            case "ban":
                (await ada.PostAsync("/api/admin/ban", new { username = "ben" })).Status.ShouldBeLessThan(300);
                break;
            case "deletion":
                (
                    await ben.DeleteAsync("/api/users/me", new { password = Person.Password, messages = "keep" })
                ).ShouldBe(204);
                break;
            case "stolen":
                await server
                    .Get<Sessions>()
                    .FindAsync(elsewhere.Token!, new Device("192.0.2.7", "Test/1.0"), CancellationToken.None);
                break;
        }
    }

    private static async Task<Stream> OpenStreamAsync(Person person, long chat)
    {
        var response = await person.Http.GetAsync(
            $"/api/stream?chats={chat}",
            HttpCompletionOption.ResponseHeadersRead
        );
        ((int)response.StatusCode).ShouldBe(200);
        return await response.Content.ReadAsStreamAsync();
    }

    /// <summary>Reads to the end; fails when the server keeps it open.</summary>
    private static async Task ShouldEndAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await reader.ReadToEndAsync(patience.Token)).ShouldContain("event: error");
    }
}
