using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>Deleting one's account from a terminal.</summary>
public sealed class LeavingTests
{
    [Theory]
    [InlineData(Codec.Json, "keep", "hello from ben")]
    [InlineData(Codec.Binary, "remove", "")]
    public async Task Whoever_deletes_the_account_is_told_so_and_let_go(Codec codec, string messages, string text)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var room = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await ben.SayAsync(room, "hello from ben");
        using var other = await TerminalClient.SignInAsync(server, "ben");
        using var terminal = await TerminalClient.SignInAsync(server, "ben", codec);

        var answer = await terminal.AskAsync("delete_account", new { password = Person.Password, messages });

        answer.GetProperty("status").GetInt32().ShouldBe(204);
        (await terminal.FailureAsync()).ShouldBe(["not_authenticated"]);
        await terminal.ShouldBeClosedAsync();
        (await other.FailureAsync()).ShouldBe(["not_authenticated"]);
        await other.ShouldBeClosedAsync();
        (await ada.TextsAsync(room)).ShouldContain(text);
        using var again = await TerminalClient.ConnectAsync(server, codec);
        await again.GreetAsync();
        await again.LoginAsync("username", "ben");
        (await again.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("new_password");
    }

    [Theory]
    [InlineData("wrong horse battery", "keep", 400, "invalid")]
    [InlineData(Person.Password, "burn", 400, "invalid")]
    [InlineData(Person.Password, null, 400, "required")]
    [InlineData(null, "keep", 400, "null")]
    public async Task A_refusal_leaves_account_and_connection_as_they_were(
        string? password,
        string? messages,
        int status,
        string code
    )
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var terminal = await TerminalClient.SignInAsync(server, "ben");

        await terminal.ShouldRefuseAsync("delete_account", new { password, messages }, status, code);

        await terminal.GetAsync("sessions");
        (await ben.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Fact]
    public async Task The_only_owner_stays_and_a_session_ended_later_still_closes()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");

        await terminal.ShouldRefuseAsync(
            "delete_account",
            new { password = Person.Password, messages = "keep" },
            409,
            "last_owner"
        );

        var sessions = (await ada.GetAsync("/api/users/me/sessions")).Json.GetProperty("results").EnumerateArray();
        var own = sessions.Single(session => !session.GetProperty("current").GetBoolean());
        (await ada.DeleteAsync($"/api/users/me/sessions/{own.GetProperty("id").GetString()}")).ShouldBe(204);
        (await terminal.FailureAsync()).ShouldBe(["not_authenticated"]);
        await terminal.ShouldBeClosedAsync();
    }
}
