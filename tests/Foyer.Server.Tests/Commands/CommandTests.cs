using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Audit;
using Foyer.Server.Gateways.Console;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Commands;

public sealed class CommandTests : IAsyncLifetime
{
    private TestServer server = null!;
    private readonly Dictionary<string, Person> people = [];
    private long lobby;

    private Person Owner => people["owner"];
    private Person Member => people["member"];

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync([.. TerminalClient.Open, "--Foyer:Limits:MessagesPerSecond=0"]);
        people["owner"] = await server.RegisterAsync("ada");
        people["admin"] = await server.RegisterAsync("ben");
        people["moderator"] = await server.RegisterAsync("cleo");
        people["member"] = await server.RegisterAsync("dora");
        var emil = await server.RegisterAsync("emil");
        await server.RegisterAsync("fay");
        await server.GrantAsync(people["admin"], "admin");
        await server.GrantAsync(people["moderator"], "moderator");
        foreach (var person in people.Values)
            lobby = await person.JoinAsync("lobby");
        await emil.JoinAsync("lobby");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Every_command_is_allowed_and_refused_by_role_alike_at_every_door()
    {
        (string Typed, int Least, string? Otherwise)[] table =
        [
            ("/help", 0, null),
            ("/list", 0, null),
            ("/who", 0, null),
            ("/join lobby", 0, null),
            ("/JOIN lobby", 0, null),
            ("/topic tea and talk", 2, null),
            ("/pm fay hello there", 0, null),
            ("/pm \"fay\" \"hello there\"", 0, null),
            ("/events", 0, null),
            ("/event new", 0, null),
            ("/event 5", 0, "usage"),
            ("/book", 0, "usage"),
            ("/unbook", 0, "usage"),
            ("/rsvp maybe", 0, "usage"),
            ("/rsvp yes", 0, "not_found"),
            ("/pm fay", 0, "usage"),
            ("/pm", 0, "usage"),
            ("/pm \"fay hello", 0, "usage"),
            ("/pm nobody hello", 0, "user_not_found"),
            ("/topic", 0, "usage"),
            ("/invite", 0, "usage"),
            ("/invite fay now", 0, "usage"),
            ("/invite nobody", 0, "user_not_found"),
            ("/invite emil", 0, "already_a_member"),
            ("/kick emil 1 too loud", 1, null),
            ("/ban emil \"for good reason\"", 2, null),
            ("/unban emil", 2, null),
            ("/kill abort", 3, "no_shutdown"),
            ("/nonsense", 0, "unknown_command"),
            ("/", 0, "unknown_command"),
            ("/join", 0, "usage"),
            ("/leave now", 0, "usage"),
            ("/kick", 1, "usage"),
            ("/kick nobody 60", 1, "user_not_found"),
            ("/kick emil abc", 1, "usage"),
            ("/kick emil 0", 1, "usage"),
            ("/kick emil 31536001", 1, "usage"),
            ("/kick \"emil 60", 1, "usage"),
            ("/ban", 2, "usage"),
            ("/unban emil now", 2, "usage"),
            ("/kill -1", 3, "usage"),
            ("/kill 3601", 3, "usage"),
            ("/kill soon", 3, "usage"),
        ];
        string[] roles = ["member", "moderator", "admin", "owner"];
        foreach (var (rank, role) in roles.Index())
        {
            await using var line = await WebSocketClient.OpenAsync(people[role]);
            using var terminal = await TerminalClient.SignInAsync(server, people[role].Name);
            using var binary = await TerminalClient.SignInAsync(server, people[role].Name, Codec.Binary);
            foreach (var (typed, least, otherwise) in table)
            {
                var expected = rank < least ? "permission_denied" : otherwise ?? "done";
                (await PostAsync(people[role], typed)).ShouldBe(expected, $"{role} posts {typed}");
                (await SendAsync(line, typed)).ShouldBe(expected, $"{role} sends {typed}");
                (await SendAsync(terminal, typed)).ShouldBe(expected, $"{role} types {typed}");
                (await SendAsync(binary, typed)).ShouldBe(expected, $"{role} types {typed} in binary");
            }
        }
        var texts = (await Owner.GetAsync($"/api/chats/{lobby}/messages?limit=200"))
            .Json.GetProperty("results")
            .EnumerateArray();
        texts.ShouldNotContain(message => message.GetProperty("kind").GetString() == "text");
        var refused = (await server.Get<AuditLog>().ListAsync(AuditFilter.All, null, 200, CancellationToken.None))
            .Where(line => line.Refused == "permission_denied")
            .ToList();
        refused.ShouldContain(line => line.ByName == "dora" && line.Action == "kick" && line.Subject == "emil");
        refused.ShouldContain(line => line.ByName == "ben" && line.Action == "kill");
    }

    /// <summary>The console has every permission, so the roles are those of the people it acts on.</summary>
    [Fact]
    public async Task The_console_does_the_same_to_every_rank_but_the_last_owner()
    {
        (string[] Command, string Role, int Exit)[] table =
        [
            (["kick", "dora", "1"], "member", 0),
            (["kick", "cleo", "1"], "moderator", 0),
            (["kick", "ben", "1"], "admin", 0),
            (["kick", "ada", "1"], "owner", 0),
            (["ban", "dora"], "member", 0),
            (["unban", "dora"], "member", 0),
            (["ban", "ben"], "admin", 0),
            (["unban", "ben"], "admin", 0),
            (["ban", "ada"], "owner", 1),
            (["revoke", "ada"], "owner", 1),
            (["kill", "--abort"], "nobody", 1),
            (["kick", "dora"], "member", 2),
            (["kick", "dora", "abc"], "member", 2),
            (["ban"], "nobody", 2),
            (["unban"], "nobody", 2),
            (["kill", "3601"], "nobody", 2),
            (["kick", "nobody", "60"], "nobody", 1),
        ];
        foreach (var (command, role, exit) in table)
        {
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            string[] args = ["--data", server.Data, .. command];
            var told = await AdminClient.RunAsync(args, output, error, (_, _, _) => Task.FromResult(99));
            told.ShouldBe(exit, $"{string.Join(' ', command)} ({role}): {output}{error}");
        }
        (await server.Get<AuditLog>().ListAsync(AuditFilter.All, null, 50, CancellationToken.None))
            .Count(line => line is { ByName: "console", Action: "kick" or "ban" or "unban" })
            .ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task Help_lists_what_one_may_use_and_nothing_else()
    {
        var member = (await PostRawAsync(Member, "/help")).Json.GetProperty("text").GetString()!;
        var owner = (await PostRawAsync(Owner, "/help")).Json.GetProperty("text").GetString()!;

        member.ShouldContain("/join ROOM");
        member.ShouldNotContain("/kick");
        owner.ShouldContain("/kick NAME SECONDS [reason]");
        var listed = (await Member.GetAsync("/api/commands"))
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(one => one.GetProperty("name").GetString());
        listed.ShouldContain("who");
        listed.ShouldNotContain("ban");
    }

    [Fact]
    public async Task Two_slashes_send_one()
    {
        var posted = (await PostRawAsync(Member, "//kick is a word")).ShouldBe(201).Json;

        posted.GetProperty("text").GetString().ShouldBe("/kick is a word");
        (await Member.GetAsync($"/api/chats/{lobby}/messages"))
            .Json.GetProperty("results")[0]
            .GetProperty("text")
            .GetString()
            .ShouldBe("/kick is a word");
    }

    [Fact]
    public async Task An_edit_is_never_a_command()
    {
        var id = await Member.SayAsync(lobby, "Hello");

        (await Member.PatchAsync($"/api/messages/{id}", new { text = "/help" }))
            .ShouldBe(200)
            .Json.GetProperty("text")
            .GetString()
            .ShouldBe("/help");
    }

    [Fact]
    public async Task Joining_and_leaving_by_command_is_joining_and_leaving()
    {
        var result = (await PostRawAsync(Member, "/join tea room")).ShouldBe(200).Json;
        result.GetProperty("command").GetString().ShouldBe("join");
        var room = result.GetProperty("chat").GetInt64();
        (await Member.GetAsync($"/api/chats/{room}")).Json.GetProperty("role").GetString().ShouldBe("owner");

        (await Member.PostAsync($"/api/chats/{room}/messages", new { text = "/leave" })).ShouldBe(200);

        (await Member.GetAsync($"/api/chats/{room}")).Json.GetProperty("role").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_private_room_is_not_told_by_list_nor_by_who()
    {
        var secret = await Owner.MakePrivateRoomAsync("secret garden");

        (await PostRawAsync(Member, "/list")).Text.ShouldNotContain("garden");
        (await PostRawAsync(Owner, "/list")).Text.ShouldContain("garden");
        (await Member.PostAsync($"/api/chats/{secret}/messages", new { text = "/who" })).ShouldRefuse(404, "not_found");
    }

    private Task<Reply> PostRawAsync(Person person, string text) =>
        person.PostAsync($"/api/chats/{lobby}/messages", new { text });

    private async Task<string> PostAsync(Person person, string text)
    {
        var reply = await PostRawAsync(person, text);
        return reply.Status == 200 ? "done" : reply.Code;
    }

    private async Task<string> SendAsync(TerminalClient terminal, string text)
    {
        var id = Guid.NewGuid().ToString("N");
        await terminal.SayAsync(lobby, text, id);
        var told = (await terminal.UntilAsync(envelope => envelope.Data.ToString().Contains(id))).Data.GetProperty(
            "event"
        );
        return told.Type() == "command_result"
            ? "done"
            : told.GetProperty("errors")[0].GetProperty("code").GetString()!;
    }

    private async Task<string> SendAsync(WebSocketClient line, string text)
    {
        var id = Guid.NewGuid().ToString("N");
        await line.SendAsync(
            new
            {
                event_type = "chat_message",
                chat = lobby,
                text,
                client_id = id,
            }
        );
        JsonElement answer;
        do answer = await line.NextAsync();
        while (!answer.TryGetProperty("client_id", out var of) || of.GetString() != id);
        return answer.GetProperty("event_type").GetString() == "command_result"
            ? "done"
            : answer.GetProperty("errors")[0].GetProperty("code").GetString()!;
    }
}
