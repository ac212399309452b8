using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Logging;

/// <summary>The log says who connected, who signed in or failed to, and why connections ended; never what was written.</summary>
public sealed class ConnectionEntriesTests
{
    [Fact]
    public async Task Sign_ins_connections_and_refused_frames_are_logged_without_their_content()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        var room = await ada.JoinAsync("lobby");
        await server.EntryAsync("ada signed in from ");

        using (var anonymous = server.Stranger())
        {
            await anonymous.PostAsync("/api/login", new { login = "ada", password = "guessed words" });
            await anonymous.PostAsync("/api/login", new { login = "secret typed here", password = "guessed words" });
        }
        (await server.EntryAsync(" failed for ada: authentication_failed.")).ShouldContain(" warn  PasswordCheck: ");
        await server.EntryAsync(" failed for an unknown user: authentication_failed.");

        using (var terminal = await TerminalClient.ConnectAsync(server))
        {
            await server.EntryAsync("A terminal connected from ");
            await terminal.GreetAsync();
        }
        await server.EntryAsync(" left without signing in.");
        using (var terminal = await TerminalClient.SignInAsync(server, "ada"))
        {
            await server.EntryAsync("A connection of user 1 from ");
            await terminal.SayAsync(room, "words of ada\u0000", "c-1");
            (await server.EntryAsync("A frame of user 1 was refused: ")).ShouldContain(" info  SocketCommands: ");
        }
        await server.EntryAsync("was closed: the client has gone.");

        var log = server.All();
        foreach (var secret in (string[])["guessed words", "secret typed here", "words of ada", Person.Password])
            log.ShouldNotContain(secret);
    }
}
