using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>What a real terminal shows, and what becomes of what is typed and pasted there.</summary>
public sealed class ScreenTests
{
    [TmuxFact]
    public async Task Pasted_lines_wait_to_be_sent_as_one_message()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("#lobby>");

        await pane.PasteAsync("/leave\nand more\n");
        await pane.UntilAsync("/leave↵and more");
        await pane.PressAsync("Enter");
        await pane.UntilAsync("Send 2 lines as one message?");
        await pane.PressAsync("Enter");
        await pane.UntilAsync(screen => screen.Contains("/leave", StringComparison.Ordinal) && !screen.Contains('↵'));
        await pane.UntilAsync("and more");

        (await TextsAsync(ada, lobby, "/leave\nand more"))[0].ShouldBe("/leave\nand more");
    }

    [TmuxFact]
    public async Task Older_messages_stay_put_and_what_comes_below_is_not_read()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        for (var number = 1; number <= 45; number++)
            await ben.SayAsync(lobby, $"message {number} of many");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("message 45 of many");
        await UntilUnreadAsync(ada, 0);

        await pane.PressAsync("PageUp");
        var before = await pane.UntilAsync(screen => !screen.Contains("message 45 of", StringComparison.Ordinal));
        await ben.SayAsync(lobby, "unseen");
        var after = await pane.UntilAsync("1 new below");
        Messages(after).ShouldBe(Messages(before));
        await UntilUnreadAsync(ada, 1);

        await pane.PressAsync("PageDown");
        await pane.PressAsync("PageDown");
        await pane.UntilAsync("ben unseen");
        await pane.UntilAsync("── New ──");
        await UntilUnreadAsync(ada, 0);
    }

    [TmuxFact]
    public async Task A_line_that_was_begun_stays_in_its_room()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        await ada.JoinAsync("lobby");
        await ada.JoinAsync("music");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("#lobby>");
        await pane.EnterAsync("first");
        await pane.UntilAsync("ada first");

        await pane.TypeAsync("half a line");
        await pane.PressAsync("Up");
        await pane.UntilAsync("#lobby> first");
        await pane.PressAsync("Down");
        await pane.UntilAsync("#lobby> half a line");
        await pane.PressAsync("M-Down");
        await pane.UntilAsync(screen => screen.Contains("#music>", StringComparison.Ordinal));
        (await pane.LookAsync()).ShouldNotContain("half a line");
        await pane.PressAsync("M-Up");
        await pane.UntilAsync("#lobby> half a line");
    }

    [TmuxFact]
    public async Task Completion_knows_everybody_and_quotes_names_with_spaces()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var cleo = await server.RegisterAsync("cleo");
        (await cleo.PatchAsync("/api/users/me", new { username = "Cleo Of Egypt" })).ShouldBe(200);
        await ada.JoinAsync("lobby");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("#lobby>");

        await pane.TypeAsync("/pm cle");
        await pane.PressAsync("Tab");
        await pane.UntilAsync("/pm \"Cleo Of Egypt\"");
        await pane.EnterAsync("hello");
        await pane.UntilAsync("Sent to Cleo Of Egypt.");
    }

    [TmuxFact]
    public async Task Files_replies_and_reactions_are_shown()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var first = (await ben.PostAsync($"/api/chats/{lobby}/messages", new { text = "Who is in?" })).Json;
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("ben Who is in?");

        var id = first.GetProperty("id").GetInt64();
        (await ben.PutAsync($"/api/messages/{id}/reactions/👍")).ShouldBe(200);
        await pane.UntilAsync("👍");
        (await ben.PostAsync($"/api/chats/{lobby}/messages", new { text = "Me", reply_to = id })).ShouldBe(201);
        await pane.UntilAsync("↳ ben: Who is in?");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('x', 2048));
        await pane.EnterAsync($"/upload {file}");
        await pane.UntilAsync("(2 KiB)");
        await pane.UntilAsync("/media/files/");
        File.Delete(file);
    }

    [TmuxFact]
    public async Task The_list_of_rooms_scrolls_and_a_narrow_screen_is_for_the_text()
    {
        await using var server = await StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        for (var number = 10; number < 34; number++)
            await ada.JoinAsync($"room{number}");
        await using var pane = await OpenAsync(server, "ada");
        await pane.UntilAsync("#room10>");
        await pane.UntilAsync("more");
        await pane.EnterAsync("/msg ben hello");
        await pane.UntilAsync("ben is not here");
        await pane.PressAsync("M-Up");
        await pane.UntilAsync("@ben>");
        await pane.UntilAsync(">@ben");

        await pane.ResizeAsync(60, 20);
        await pane.EnterAsync("A text of forty characters in one line..");
        await pane.UntilAsync("A text of forty characters in one line..");
    }

    [TmuxFact]
    public async Task A_first_sign_up_asks_again_and_shows_no_password()
    {
        await using var server = await StartAsync();
        await using var pane = await TmuxPane.OpenAsync(
            100,
            24,
            [],
            [.. TmuxPane.Chat(server.Get<TcpServer>().Address!), "--user", "ada"]
        );
        await pane.UntilAsync("Create it? (y/n)");
        await pane.EnterAsync("maybe");
        await pane.UntilAsync("Answer y or n.");
        await pane.EnterAsync("yes");
        await pane.UntilAsync("New password");
        await pane.EnterAsync("short");
        await pane.UntilAsync(screen => screen.Split("New password").Length == 3);
        await pane.EnterAsync(Person.Password);
        var screen = await pane.UntilAsync("E-mail address");
        screen.ShouldNotContain("short");
        screen.ShouldNotContain(Person.Password);
    }

    private static async Task UntilUnreadAsync(Person person, long unread)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (
            (await person.GetAsync("/api/chats")).Json.GetProperty("results")[0].GetProperty("unread").GetInt64()
            != unread
        )
            await Task.Delay(50, late.Token);
    }

    private static async Task<List<string>> TextsAsync(Person person, long chat, string wanted)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await person.TextsAsync(chat))[0] != wanted)
            await Task.Delay(50, late.Token);
        return [.. await person.TextsAsync(chat)];
    }

    private static List<string> Messages(string screen) =>
        [
            .. screen
                .Split('\n')
                .Where(line => line.Contains("of many", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf('│', StringComparison.Ordinal) + 1)..]),
        ];

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync("--Foyer:Tcp:Enabled=true", "--Foyer:Tcp:Port=0");

    private static Task<TmuxPane> OpenAsync(TestServer server, string name) =>
        TmuxPane.OpenChatAsync(server.Get<TcpServer>().Address!, name);
}
