using Foyer.Server.Gateways.Console;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Gateways.Console;

/// <summary>bin/admin from outside: over the Unix socket of a running server, and on the folder of a stopped one.</summary>
public sealed class ConsoleTests : IAsyncLifetime
{
    private readonly string folder = TestServer.NewFolder();
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartOnAsync(folder);
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_console_gives_roles_and_nobody_else_does()
    {
        (await RunAsync("grant", "ben", "admin")).ShouldBe((0, "ben is admin now.\n"));
        (await ben.GetAsync("/api/admin/audit"))
            .ShouldBe(200)
            .Json.GetProperty("results")[0]
            .GetProperty("by")
            .GetString()
            .ShouldBe("console");

        (await RunAsync("revoke", "ben")).Exit.ShouldBe(0);
        (await ben.GetAsync("/api/admin/audit")).ShouldRefuse(403, "permission_denied");
        (await RunAsync("revoke", "ada")).ShouldBe((1, "The server needs an owner, and this is the only one.\n"));
        (await RunAsync("grant", "ben", "king")).ShouldBe((2, "Usage: bin/admin grant NAME owner|admin|moderator\n"));
        (await RunAsync("grant", "nobody", "admin")).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task The_console_keeps_people_out_and_lets_them_in()
    {
        (await RunAsync("kick", "ben", "60")).Exit.ShouldBe(0);
        (await ben.GetAsync("/api/chats")).ShouldRefuse(403, "kicked");
        (await RunAsync("ban", "ben")).Exit.ShouldBe(0);
        (await RunAsync("users")).Text.ShouldContain("\tben\t-\tbanned\t");
        (await RunAsync("sessions")).Text.ShouldNotContain("\tben\t");
        (await RunAsync("unban", "ben")).Exit.ShouldBe(0);
        foreach (
            var wrong in (string[][])
                [
                    ["kick", "ben"],
                    ["kick", "ben", "0"],
                    ["kick", "ben", "soon"],
                    ["ban"],
                    ["kill", "-1"],
                    ["kill", "3601"],
                    ["users", "all"],
                    ["backup"],
                ]
        )
            (await RunAsync(wrong)).Exit.ShouldBe(2, string.Join(' ', wrong));
        (await RunAsync("kill", "--abort")).ShouldBe((1, "No shutdown is under way.\n"));
    }

    [Fact]
    public async Task An_unknown_command_lists_the_known_ones()
    {
        var (exit, text) = await RunAsync("explode");

        exit.ShouldBe(2);
        text.ShouldContain("reset-password NAME");
        text.ShouldContain("populate --people N --rooms N --out FILE");
    }

    [Fact]
    public async Task Settings_checks_and_links_work_with_the_server_and_without()
    {
        (await RunAsync("check")).ShouldBe((0, "The data are sound.\n"));
        await server.DisposeAsync();

        (await RunAsync("check")).ShouldBe((0, "The data are sound.\n"));
        (await RunAsync("settings")).Text.ShouldContain(
            "Foyer:Limits:Message = 4000 (default 4000): The longest message."
        );
        (await RunAsync("reset-password", "ben")).Text.ShouldContain("/password-save?hash=");
        (await RunAsync("users")).ShouldBe((1, $"No server runs on the data folder \"{folder}\".\n"));
        server = await TestServer.StartOnAsync(folder);
    }

    [Fact]
    public async Task A_backup_made_while_people_write_comes_back_whole_and_lets_nobody_in()
    {
        var room = await ada.JoinAsync("lobby");
        var upload = (await ada.UploadAsync(room, "a.png", Samples.Png())).ShouldBe(201).Json;
        await ada.PostAsync(
            $"/api/chats/{room}/messages",
            new { text = "A picture", attachments = new[] { upload.GetProperty("id").GetInt64() } }
        );
        var talking = new CancellationTokenSource();
        var talk = TalkAsync(room, talking.Token);
        var before = await ada.SayAsync(room, "The last word before");
        var file = Path.Combine(folder, "house.backup");

        (await RunAsync("backup", file)).Exit.ShouldBe(0);
        (await RunAsync("backup", file)).Exit.ShouldBe(1);
        (await RunAsync("restore", file)).ShouldBe((1, "A server runs on this data folder. Stop it first.\n"));
        await talking.CancelAsync();
        await talk;
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var other = TestServer.NewFolder();
        var restored = await ClientAsync(other, "restore", file);
        restored.Exit.ShouldBe(0, restored.Text);
        await using (var second = await TestServer.StartOnAsync(other))
        {
            using var old = new HttpRequestMessage(HttpMethod.Get, second.Address + "/api/chats");
            old.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ada.Token}");
            using var http = new HttpClient();
            ((int)(await http.SendAsync(old)).StatusCode).ShouldBe(401);
            var again = second.Stranger();
            (await again.PostAsync("/api/login", new { login = "ada", password = Person.Password })).ShouldBe(200);
            (await again.GetAsync($"/api/messages/{before}"))
                .ShouldBe(200)
                .Json.Text()
                .ShouldBe("The last word before");
            (await again.GetAsync(upload.GetProperty("url").GetString()!)).ShouldBe(200);
        }
        Directory.Delete(other, recursive: true);
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_what_was_there_is_put_aside()
    {
        await server.DisposeAsync();
        var file = Path.Combine(folder, "nonsense");
        await File.WriteAllTextAsync(file, "no backup at all");

        (await RunAsync("restore", file)).Exit.ShouldBe(1);

        Directory.GetDirectories(folder, "before-restore-*").ShouldHaveSingleItem();
        (await RunAsync("restore", file + ".missing")).Exit.ShouldBe(1);
        server = await TestServer.StartAsync();
    }

    private async Task TalkAsync(long room, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
            (await ben.PostAsync($"/api/chats/{room}/messages", new { text = "Hm" })).Status.ShouldBeOneOf(
                201,
                403,
                429
            );
    }

    private Task<(int Exit, string Text)> RunAsync(params string[] command) => ClientAsync(folder, command);

    private static async Task<(int Exit, string Text)> ClientAsync(string data, params string[] command)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var exit = await AdminClient.RunAsync(
            ["--data", data, .. command],
            output,
            output,
            (server, alone, text) => ConsoleGateway.RunAloneAsync(Program.Build(server), alone, text)
        );
        return (exit, output.ToString());
    }
}
