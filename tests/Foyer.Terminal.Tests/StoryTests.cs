using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>A real terminal, a real server, and a person on the web.</summary>
public sealed class StoryTests
{
    [TmuxFact]
    public async Task Ada_in_a_terminal_talks_with_ben_on_the_web()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await using var pane = await OpenAsync(server, "ada", "FOYER_PASSWORD=" + Person.Password);

        await pane.UntilAsync("No rooms yet");
        await pane.EnterAsync("/join lobby");
        await pane.UntilAsync("ada has joined the chat");
        var room = (await ben.PostAsync("/api/chats/join", new { name = "lobby" })).Json.GetProperty("id").GetInt64();
        await pane.UntilAsync("ben has joined the chat");
        (await ben.PostAsync($"/api/chats/{room}/messages", new { text = "Grüße 日本語\u202eevil\u009b31m" })).ShouldBe(
            201
        );
        await pane.UntilAsync("ben Grüße 日本語evil31m");

        await pane.EnterAsync("Hello from a terminal");
        await pane.UntilAsync("ada Hello from a terminal");
        await pane.EnterAsync("/edit Hello again");
        await pane.UntilAsync("Hello again (edited)");
        var history = (await ben.GetAsync($"/api/chats/{room}/messages")).Json.GetProperty("results");
        history[0].GetProperty("text").GetString().ShouldBe("Hello again");
        await pane.EnterAsync("/delete");
        await pane.UntilAsync("ada deleted");

        await pane.TypeAsync("/joi");
        await pane.PressAsync("Tab");
        await pane.TypeAsync("music");
        await pane.UntilAsync("/join music");
        await pane.PressAsync("Enter");
        await pane.UntilAsync("#music>");
        await pane.PressAsync("M-Up");
        await pane.UntilAsync("#lobby>");

        await pane.ResizeAsync(50, 15);
        var small = await pane.UntilAsync(screen =>
            !screen.Contains('│') && screen.Contains("#lobby>", StringComparison.Ordinal)
        );
        small.TrimEnd('\n').Split('\n').ShouldAllBe(line => line.Length <= 50);
    }

    [TmuxFact]
    public async Task Without_colours_none_are_drawn()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await using var pane = await OpenAsync(server, "ada", "FOYER_PASSWORD=" + Person.Password, "NO_COLOR=1");
        await pane.UntilAsync("No rooms yet");
        (await pane.LookAsync(withColors: true)).ShouldNotContain("\u001b[38;5");
    }

    [TmuxFact]
    public async Task A_new_name_makes_an_account_before_the_screen_opens()
    {
        await using var server = await StartAsync();
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("Create it?");
        await pane.EnterAsync("y");
        await pane.UntilAsync("New password");
        await pane.EnterAsync(Person.Password);
        await pane.UntilAsync("E-mail address");
        await pane.EnterAsync("ada@example.org");
        var screen = await pane.UntilAsync("Username:");
        screen.ShouldContain("/confirm?hash=");
        screen.ShouldNotContain(Person.Password);
    }

    [TmuxFact]
    public async Task Where_no_server_is_the_terminal_says_so_and_tries_again()
    {
        await using var pane = await TmuxPane.OpenAsync(120, 10, [], TmuxPane.Chat("127.0.0.1:1"));
        await pane.UntilAsync("No Foyer server listens at 127.0.0.1:1.");
        await pane.UntilAsync("Trying again in");
    }

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync("--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0");

    private static Task<TmuxPane> OpenAsync(TestServer server, string name, params string[] environment) =>
        TmuxPane.OpenAsync(100, 24, environment, [.. TmuxPane.Chat(server.Get<TcpServer>().Address!), "--user", name]);
}
