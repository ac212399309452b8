using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>Questions on the screen: each shows what it asks for and what was wrong, and Esc leaves it.</summary>
public sealed class FormTests
{
    [TmuxFact]
    public async Task A_form_shows_what_it_asks_and_checks_each_answer_and_Esc_leaves_it()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.JoinAsync("lobby");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("#lobby>");

        await pane.EnterAsync("/event new");
        await pane.UntilAsync("New event 1/9 · Title:");
        await pane.EnterAsync("Soup");
        await pane.EnterAsync("Hot");
        await pane.UntilAsync("New event 3/9");
        await pane.EnterAsync("tomorrow");
        await pane.UntilAsync("Write the date as 2026-12-24.");
        await pane.PressAsync("Escape");
        await pane.UntilAsync("#lobby>");
        await pane.EnterAsync("Only words");
        await pane.UntilAsync("ada Only words");
        (await ada.GetAsync("/api/events")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [TmuxFact]
    public async Task An_account_is_deleted_after_its_password()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await ben.SayAsync(lobby, "hello from ben");
        await using var pane = await OpenAsync(server, "ben");
        await pane.UntilAsync("#lobby>");

        await pane.EnterAsync("/delete-account");
        await pane.UntilAsync("Delete account 1/2 · Your messages: keep or remove:");
        await pane.PressAsync("Escape");
        await pane.UntilAsync("#lobby>");
        (await ben.GetAsync("/api/users/me")).ShouldBe(200);

        await pane.EnterAsync("/delete-account");
        await pane.UntilAsync("1/2 · Your messages");
        await pane.EnterAsync("burn");
        await pane.UntilAsync("Answer keep or remove.");
        await pane.EnterAsync("remove");
        await pane.UntilAsync("2/2 · Your password:");
        await pane.TypeAsync("wrong horse");
        await pane.UntilAsync("Your password: ***********");
        await pane.PressAsync("Enter");
        await pane.UntilAsync("This is not your password.");
        await pane.UntilAsync("2/2 · Your password:");
        (await ben.GetAsync("/api/users/me")).ShouldBe(200);

        await pane.EnterAsync(Person.Password);
        await pane.UntilAsync("The account is deleted.");
        var screen = await pane.UntilAsync("Username:");
        screen.ShouldNotContain(Person.Password);
        (await ben.GetAsync("/api/users/me")).ShouldBe(401);
        (await ada.TextsAsync(lobby)).ShouldNotContain("hello from ben");
    }

    [TmuxFact]
    public async Task After_a_lost_connection_the_second_factor_is_asked_for_again()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        var setup = (await ada.PostAsync("/api/users/me/totp")).ShouldBe(200).Json;
        var factor = new SecondFactor(server, setup.GetProperty("secret").GetString()!);
        (await ada.PostAsync("/api/users/me/totp", new { code = factor.Code() })).ShouldBe(200);
        await using var relay = new Relay(server.Get<TcpServer>().Address!);
        server.Clock.Move(TimeSpan.FromMinutes(1));
        await using var pane = await TmuxPane.OpenChatAsync(relay.Address, "ada");
        await pane.UntilAsync("Code of your authenticator app:");
        await pane.EnterAsync(factor.Code());
        await pane.UntilAsync("#lobby>");
        await pane.TypeAsync("half a line");
        await pane.UntilAsync("half a line");

        server.Clock.Move(TimeSpan.FromMinutes(1));
        relay.Cut();
        await pane.UntilAsync("Code of your authenticator app:");
        await pane.EnterAsync("000000");
        await pane.UntilAsync(screen =>
            screen.Contains("This code is wrong, or was used already.", StringComparison.Ordinal)
            && screen.Contains("Code of your authenticator app:", StringComparison.Ordinal)
        );
        await pane.EnterAsync(factor.Code());
        await pane.UntilAsync("#lobby> half a line");
        await pane.PressAsync("Enter");
        await pane.UntilAsync("ada half a line");

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await ada.TextsAsync(lobby))[0] != "half a line")
            await Task.Delay(50, late.Token);
        (await ada.TextsAsync(lobby)).ShouldNotContain(factor.Code());
    }

    [TmuxFact]
    public async Task A_name_that_could_be_two_users_is_asked_for()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var john = await server.RegisterAsync("john");
        using var smith = await server.RegisterAsync("smith");
        (await smith.PatchAsync("/api/users/me", new { username = "john smith" })).ShouldBe(200);
        await ada.JoinAsync("lobby");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("#lobby>");

        foreach (var command in (string[])["/pm", "/msg"])
        {
            await pane.EnterAsync($"{command} john smith never");
            await pane.UntilAsync("Which user? 1 john, 2 john smith:");
            await pane.PressAsync("Escape");
            await pane.UntilAsync("#lobby>");
            await pane.EnterAsync($"{command} john smith hi by {command}");
            await pane.UntilAsync("Which user? 1 john, 2 john smith:");
            await pane.EnterAsync("3");
            await pane.UntilAsync("Answer 1 or 2.");
            await pane.EnterAsync("2");
            await UntilLastAsync(smith, $"hi by {command}");
        }
        (await john.GetAsync("/api/chats")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    private static async Task UntilLastAsync(Person person, string text)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await person.GetAsync("/api/chats")).Text.Contains($"\"text\":\"{text}\"", StringComparison.Ordinal))
            await Task.Delay(50, late.Token);
    }

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync("--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0");

    private static Task<TmuxPane> OpenAsync(TestServer server, string name) =>
        TmuxPane.OpenChatAsync(server.Get<TcpServer>().Address!, name);
}
