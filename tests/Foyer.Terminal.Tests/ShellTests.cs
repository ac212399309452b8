using System.Diagnostics;
using System.Text.Json;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>bin/chat as a shell runs it: arguments in, lines and an exit code out.</summary>
public sealed class ShellTests
{
    [Fact]
    public async Task Send_reaches_a_room_or_a_person_and_its_exit_code_tells()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");

        (await ChatAsync(server, "send", "--to", "lobby", "--subject", "Tea", "at four")).Code.ShouldBe(0);
        (await ChatAsync(server, "send", "--to", "#lobby", "at five")).Code.ShouldBe(0);
        (await ChatAsync(server, "send", "--to", "ben", "--subject", "Hush", "psst")).Code.ShouldBe(0);

        (await ada.TextsAsync(lobby))[..2].ShouldBe(["at five", "at four"]);
        var direct = (await ben.GetAsync("/api/chats")).Json.GetProperty("results")[0];
        direct.GetProperty("last_message").GetProperty("text").GetString().ShouldBe("psst");
        foreach (
            var (to, why) in ((string, string)[])
                [("#nowhere", "You are in no room named #nowhere."), ("nobody", "there is no such user")]
        )
        {
            var refused = await ChatAsync(server, "send", "--to", to, "hello?");
            refused.Code.ShouldBe(1);
            refused.Errors.ShouldContain(why);
        }
        (await ChatAsync(server, "send", "hello?")).Code.ShouldNotBe(0);
    }

    /// <summary>A text that looks like syntax to a library is still a text.</summary>
    [Theory]
    [InlineData("@/etc/hostname")]
    [InlineData("@nowhere")]
    [InlineData("-rf")]
    [InlineData("[suggest]")]
    [InlineData("a=b --c")]
    public async Task What_is_sent_is_what_was_written(string text)
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");

        var room = await ChatAsync(server, "send", "--to", "#lobby", text);
        room.Code.ShouldBe(0, room.Errors);
        var person = await ChatAsync(server, "send", "--to", "@ben", "--subject", "@x", text);
        person.Code.ShouldBe(0, person.Errors);

        (await ada.TextsAsync(lobby))[0].ShouldBe(text);
        var direct = (await ben.GetAsync("/api/chats")).Json.GetProperty("results")[0].GetProperty("last_message");
        direct.GetProperty("text").GetString().ShouldBe(text);
    }

    [Fact]
    public async Task A_text_comes_from_standard_input_too()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        using var chat = Start(server, "send", "--to", "lobby", "-");
        await chat.StandardInput.WriteAsync("/leave\n\nGrüße\n");
        chat.StandardInput.Close();
        await chat.WaitForExitAsync();
        (await chat.StandardError.ReadToEndAsync()).ShouldBe("");
        (await ada.TextsAsync(lobby))[0].ShouldBe("/leave\n\nGrüße");
    }

    [Fact]
    public async Task Tail_prints_what_is_said_and_refuses_a_room_one_is_not_in()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        using var ben = await server.RegisterAsync("ben");
        await ben.JoinAsync("lobby");
        await using var browser = await Foyer.Server.Tests.Fixtures.WebSocketClient.JoinAsync(ben, lobby);
        using var tail = Start(server, "tail", "lobby", "--json");
        await browser.ExpectAsync("connected_user");

        await ben.SayAsync(lobby, "Grüße\nan alle");

        var line = await tail.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var said = JsonDocument.Parse(line!).RootElement;
        (said.Text(), said.GetProperty("sender").GetString()).ShouldBe(("Grüße\nan alle", "ben"));
        tail.Kill();
        var refused = await ChatAsync(server, "tail", "nowhere");
        (refused.Code, refused.Errors.Trim()).ShouldBe((1, "You are in no room named nowhere."));
    }

    [Fact]
    public async Task A_certificate_of_the_servers_own_is_taken_only_with_the_right_pin()
    {
        await using var server = await StartAsync("--Foyer:Tcp:Tls=on");
        using var ada = await server.RegisterAsync("ada");
        await ada.JoinAsync("lobby");
        var key = server.Get<TcpServer>().Fingerprint!;

        var unknown = await ChatAsync(server, "send", "--tls", "on", "--to", "lobby", "hello");
        unknown.Code.ShouldBe(1);
        unknown.Errors.ShouldContain($"--pin sha256:{key}");
        var pinned = await ChatAsync(server, "send", "--pin", $"sha256:{key}", "--to", "lobby", "hello");
        pinned.Code.ShouldBe(0, pinned.Errors);
        var other = await ChatAsync(server, "send", "--pin", new string('0', 64), "--to", "lobby", "hello");
        other.Code.ShouldBe(1);
        other.Errors.ShouldContain("is not the pinned one");
        (await ChatAsync(server, "send", "--tls", "off", "--to", "lobby", "hello")).Code.ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_server_is_a_script_is_told_so_at_once()
    {
        var nobody = await RunAsync(["--server", "127.0.0.1:1", "send", "--to", "lobby", "hello"]);
        (nobody.Code, nobody.Errors.Trim()).ShouldBe(
            (1, "No Foyer server listens at 127.0.0.1:1. Is it running, and is this its terminal door?")
        );
    }

    private static Task<TestServer> StartAsync(params string[] settings) =>
        TestServer.StartAsync(["--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0", .. settings]);

    private static Task<(int Code, string Errors)> ChatAsync(TestServer server, params string[] arguments) =>
        RunAsync([.. arguments, "--server", server.Get<TcpServer>().Address!, "--user", "ada"]);

    private static async Task<(int Code, string Errors)> RunAsync(string[] arguments)
    {
        using var chat = Start(arguments);
        var output = chat.StandardOutput.ReadToEndAsync();
        var errors = await chat.StandardError.ReadToEndAsync();
        await output;
        await chat.WaitForExitAsync();
        return (chat.ExitCode, errors);
    }

    private static Process Start(TestServer server, params string[] arguments) =>
        Start([.. arguments, "--server", server.Get<TcpServer>().Address!, "--user", "ada"]);

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FOYER_PASSWORD"] = Person.Password },
        };
        foreach (var argument in arguments.Prepend(typeof(ServerAddress).Assembly.Location))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
