using System.Text.RegularExpressions;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Chat.Rooms;

/// <summary>
/// A private room, its messages and files look to an outsider, on every gateway, exactly like ones that do not exist; so does a
/// conversation of two. The same table shows that a member has access.
/// </summary>
public sealed partial class PrivateRoomTests : IAsyncLifetime
{
    private const long Nowhere = 900_001;

    private static readonly (string Method, string Path, string? Body)[] Paths =
    [
        ("GET", "/api/chats/ROOM", null),
        ("GET", "/api/chats/ROOM/members", null),
        ("GET", "/api/chats/ROOM/messages", null),
        ("GET", "/api/chats/ROOM/messages?around=MESSAGE", null),
        ("GET", "/api/chats/ROOM/messages?search=mat", null),
        ("GET", "/api/chats/ROOM/pins", null),
        ("GET", "/api/chats/ROOM/invites", null),
        ("GET", "/api/messages/MESSAGE", null),
        ("GET", "/api/stream?chats=ROOM", null),
        ("GET", "/media/files/FILE", null),
        ("GET", "/rooms/ROOM", null),
        ("GET", "/rooms/ROOM?around=MESSAGE", null),
        ("GET", "/rooms/ROOM/settings", null),
        ("POST", "/api/chats/ROOM/join", "{}"),
        ("POST", "/api/chats/ROOM/leave", "{}"),
        ("POST", "/api/chats/ROOM/typing", "{}"),
        ("POST", "/api/chats/ROOM/invites", "{}"),
        ("POST", "/api/chats/ROOM/invites", """{"invitee":"ben"}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"hello"}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"hello","reply_to":MESSAGE}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"/who"}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"/leave"}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"/topic mine"}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"/invite ben"}"""),
        ("POST", "/api/chats/ROOM/messages", """{"text":"/rsvp yes"}"""),
        ("POST", "/api/messages/MESSAGE/report", """{"reason":"?"}"""),
        ("POST", "/api/messages/MESSAGE/email", "{}"),
        ("PUT", "/api/chats/ROOM/read", """{"message":1}"""),
        ("PUT", "/api/chats/ROOM/notifications", """{"level":"all"}"""),
        ("PUT", "/api/messages/MESSAGE/reactions/%F0%9F%91%8D", null),
        ("PUT", "/api/messages/MESSAGE/pin", null),
        ("PATCH", "/api/chats/ROOM", """{"topic":"mine"}"""),
        ("PATCH", "/api/chats/ROOM/members/ada", """{"role":"member"}"""),
        ("PATCH", "/api/messages/MESSAGE", """{"text":"mine"}"""),
        ("DELETE", "/api/messages/MESSAGE", null),
        ("DELETE", "/api/messages/MESSAGE/pin", null),
        ("DELETE", "/api/messages/MESSAGE/reactions/%F0%9F%91%8D", null),
        ("DELETE", "/api/chats/ROOM/members/ada", null),
        ("DELETE", "/api/chats/ROOM", null),
    ];

    private TestServer server = null!;
    private Person fay = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync([.. TerminalClient.Open, "--Foyer:Limits:MessagesPerSecond=0"]);
        fay = await server.RegisterAsync("fay");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("private")]
    [InlineData("direct")]
    public async Task No_path_tells_an_outsider_more_than_that_there_is_nothing(string kind)
    {
        var (room, message, file) = await HideAsync(kind);
        foreach (var outsider in new[] { ben, fay })
        foreach (var (method, path, body) in Paths)
        {
            var hidden = await SendAsync(outsider, method, path, body, room, message, file);
            var absent = await SendAsync(
                outsider,
                method,
                path,
                body,
                Nowhere,
                Nowhere,
                "0123456789abcdef0123456789abcdef"
            );
            var what = $"{outsider.Name}: {method} {path} {body}";
            hidden.Status.ShouldBe(absent.Status, what);
            Plain(hidden.Text).ShouldBe(Plain(absent.Text), what);
            hidden.Status.ShouldBe(404, what);
        }
        (await cleo.TextsAsync(room)).ShouldContain("the key is under the mat");
        // The other way round: the same table grants access to members.
        foreach (var (method, path, body) in Paths.Where(row => row.Method == "GET" && !row.Path.Contains("stream")))
            if (!(kind == "direct" && path.Contains("invites")))
                (await SendAsync(ada, method, path, body, room, message, file)).Status.ShouldBe(200, path);
    }

    [Theory]
    [InlineData("private")]
    [InlineData("direct")]
    public async Task No_list_no_search_and_no_count_holds_it(string kind)
    {
        var (room, _, _) = await HideAsync(kind);
        foreach (
            var path in new[]
            {
                "/api/chats",
                "/api/chats?public=true",
                "/api/chats?public=true&search=cellar",
                "/api/search?q=key%20is%20under&kind=message",
                "/api/search?q=mat&kind=message&in=cellar",
                $"/api/search?q=mat&kind=message&in={room}",
                "/api/search?q=cellar&kind=room",
                "/api/search?q=mat&kind=message&from=ada",
                "/api/search?q=mat&kind=message&has=file",
                "/api/notifications",
                "/api/users/me/export",
                "/room",
                "/chat",
                "/search?q=mat",
                "/",
            }
        )
        {
            var told = await ben.GetAsync(path);
            told.Status.ShouldBeOneOf([200, 404], path);
            told.Text.ShouldNotContain("under the mat", Case.Sensitive, path);
            told.Text.ShouldNotContain("cellar ale", Case.Sensitive, path);
        }
        (await cleo.GetAsync("/api/search?q=key%20is%20under&kind=message")).Text.ShouldContain("under the mat");
        (await fay.GetAsync("/admin?section=rooms")).Text.ShouldNotContain("cellar ale");
        (await fay.GetAsync("/api/admin/audit")).Text.ShouldNotContain("cellar ale");
    }

    [Theory]
    [InlineData("private")]
    [InlineData("direct")]
    public async Task No_live_door_lets_anything_through(string kind)
    {
        var (room, message, _) = await HideAsync(kind);
        await using var wire = await WebSocketClient.OpenAsync(ben);
        foreach (var chat in new[] { room, Nowhere })
        {
            await wire.SendAsync(new { event_type = "join_chat", chat });
            await wire.RefusedAsync("not_found");
            await wire.SendAsync(
                new
                {
                    event_type = "join_chat",
                    chat,
                    after = 0,
                }
            );
            await wire.RefusedAsync("not_found");
            await wire.SendMessageAsync(chat, "hello");
            await wire.RefusedAsync("not_found");
            await wire.SendAsync(
                new
                {
                    event_type = "read",
                    chat,
                    message = 1,
                }
            );
            await wire.RefusedAsync("not_found");
            await wire.SendAsync(new { event_type = "typing_indicator", chat });
            await wire.RefusedAsync("not_a_member");
        }
        foreach (var id in new[] { message, Nowhere })
        {
            await wire.SendAsync(new { event_type = "delete_message", id });
            await wire.RefusedAsync("not_found");
            await wire.SendAsync(
                new
                {
                    event_type = "chat_message",
                    chat = room,
                    id,
                    text = "mine",
                }
            );
            await wire.RefusedAsync("not_found");
        }
        using var terminal = await TerminalClient.SignInAsync(server, "ben");
        var number = 0;
        foreach (var request in new[] { "history", "members", "leave" })
        foreach (var chat in new[] { room, Nowhere })
        {
            var answer = await terminal.AskAsync(
                new
                {
                    request,
                    chat,
                    @ref = ++number,
                },
                number
            );
            answer.GetProperty("status").GetInt32().ShouldBe(404, $"{request} {chat}");
        }
        terminal.Welcome.ToString().ShouldNotContain("cellar ale");

        await ada.SayAsync(room, "@ben a second key");
        await wire.SendAsync(new { event_type = "ping" });
        (await wire.SoFarAsync()).ShouldNotContain(frame => frame.ToString().Contains("second key"));
        (await ben.GetAsync("/api/notifications")).Text.ShouldNotContain("second key");
    }

    /// <summary>What only ada and cleo may see.</summary>
    private async Task<(long Room, long Message, string File)> HideAsync(string kind)
    {
        long room;
        if (kind == "direct")
            room = (await ada.PostAsync("/api/direct/cleo")).Json.Id();
        else
        {
            room = await ada.MakePrivateRoomAsync("cellar ale");
            (await cleo.PostAsync($"/api/invites/{await ada.InviteAsync(room)}")).ShouldBe(200);
        }
        var file = (await ada.UploadAsync(room, "mat.png", Media.Samples.Png())).ShouldBe(201).Json;
        var attachments = new[] { file.Id() };
        var message = (
            await ada.PostAsync($"/api/chats/{room}/messages", new { text = "the key is under the mat", attachments })
        )
            .ShouldBe(201)
            .Json.Id();
        (await ada.PutAsync($"/api/messages/{message}/pin")).Status.ShouldBeOneOf(200, 204);
        return (room, message, file.GetProperty("url").GetString()!.Split('/')[^1]);
    }

    private static Task<Reply> SendAsync(
        Person person,
        string method,
        string path,
        string? body,
        long room,
        long message,
        string file
    )
    {
        string Filled(string text) =>
            text.Replace("ROOM", $"{room}").Replace("MESSAGE", $"{message}").Replace("FILE", file);
        return person.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), Filled(path))
            {
                Content = body is null ? null : new StringContent(Filled(body), null, "application/json"),
            }
        );
    }

    /// <summary>Removes what differs between any two responses: ids, nonces, tokens of forms.</summary>
    private static string Plain(string text) => Random().Replace(text, "*");

    [GeneratedRegex("""nonce="[^"]*"|value="[^"]*"|[0-9]+""")]
    private static partial Regex Random();
}
