using System.Text.Json;
using Foyer.Server.Tests.Chat.Unread;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Chat.Messages;

/// <summary>What a message mentions is the same wherever the message is read.</summary>
public sealed class MentionsTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;
    private long room;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(TerminalClient.Open);
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("ben k");
        room = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in new[] { ada, ben, cleo })
            person.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Every_channel_carries_the_same_mentions()
    {
        await using var socket = await WebSocketClient.JoinAsync(ben, room);
        using var stream = new StreamReader(await ben.Http.GetStreamAsync($"/api/stream?chats={room}"));
        using var terminal = await TerminalClient.SignInAsync(server, "ben");
        await terminal.SendEventAsync(new { event_type = "join_chat", chat = room });
        await terminal.EventAsync("online_user_list");
        const string text = "👋@ben, ask @ben k or @all";
        var expected = $"[{ben.Id} 2 4][{cleo.Id} 12 6][0 22 4]";

        var posted = (await ada.PostAsync($"/api/chats/{room}/messages", new { text })).ShouldBe(201).Json;

        Read(posted).ShouldBe(expected);
        Read(await socket.MessageAsync()).ShouldBe(expected);
        Read((await terminal.MessageAsync(text)).Data).ShouldBe(expected);
        Read(await MessageAsync(stream)).ShouldBe(expected);
        var history = (await ben.GetAsync($"/api/chats/{room}/messages")).Json.GetProperty("results")[0];
        Read(history).ShouldBe(expected);
        Read((await ben.GetAsync($"/api/messages/{posted.Id()}")).Json).ShouldBe(expected);
        Read((await ben.GetAsync("/api/search?q=ask&kind=message")).Json.GetProperty("results")[0]).ShouldBe(expected);
        Read((await ben.GetAsync($"/api/chats/{room}")).Json.GetProperty("last_message")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_direct_message_that_waits_brings_its_mentions()
    {
        var direct = (await ada.PostAsync("/api/direct/ben")).Json.GetProperty("id").GetInt64();
        await ada.SayAsync(direct, "hi @ben, is @ben k there?");

        using var terminal = await TerminalClient.SignInAsync(server, "ben");

        Read((await terminal.MessageAsync("hi @ben, is @ben k there?")).Data)
            .ShouldBe($"[{ben.Id} 3 4][{cleo.Id} 12 6]");
    }

    [Fact]
    public async Task An_edit_finds_mentions_anew_and_a_deleted_message_has_none()
    {
        var id = await ada.SayAsync(room, "hi @ben");
        await using var socket = await WebSocketClient.JoinAsync(ben, room);

        Read((await ada.PatchAsync($"/api/messages/{id}", new { text = "so @ben k and @nobody" })).Json)
            .ShouldBe($"[{cleo.Id} 3 6]");
        Read(await socket.MessageAsync()).ShouldBe($"[{cleo.Id} 3 6]");
        Read((await ada.PatchAsync($"/api/messages/{id}", new { text = "no one" })).Json).ShouldBe("");
        await socket.MessageAsync();
        await ada.PatchAsync($"/api/messages/{id}", new { text = "@ben" });
        Read(await socket.MessageAsync()).ShouldBe($"[{ben.Id} 0 4]");
        (await ada.DeleteAsync($"/api/messages/{id}")).ShouldBe(204);
        Read(await socket.MessageAsync()).ShouldBe("");
        Read((await ben.GetAsync($"/api/messages/{id}")).Json).ShouldBe("");
    }

    [Fact]
    public async Task A_new_name_leaves_what_was_stored()
    {
        var id = await ada.SayAsync(room, "hi @ben");

        (await ben.PatchAsync("/api/users/me", new { username = "benjamin" })).ShouldBe(200);

        Read((await ada.GetAsync($"/api/messages/{id}")).Json).ShouldBe($"[{ben.Id} 3 4]");
    }

    [Fact]
    public async Task Who_is_not_in_the_room_is_marked_but_not_told()
    {
        await ada.SayAsync(room, "hi @ben k and @ben");

        (await UnreadTests.UnreadAsync(ben, room)).Mentions.ShouldBe(1);
        (await cleo.GetAsync("/api/notifications")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        (await ben.GetAsync("/api/notifications")).Json.GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Messages_from_before_mentions_were_stored_have_them_too()
    {
        var named = await ada.SayAsync(room, "old: @ben k");
        var unknown = await ada.SayAsync(room, "old: @nobody");
        foreach (var id in new[] { named, unknown })
            await server.ExecuteAsync("update messages set mentions = null where id = @id", new { id });

        Read((await ben.GetAsync($"/api/messages/{named}")).Json).ShouldBe($"[{cleo.Id} 5 6]");
        Read((await ben.GetAsync($"/api/messages/{unknown}")).Json).ShouldBe("");
        Read((await ben.GetAsync($"/api/chats/{room}/messages?q=old")).Json.GetProperty("results")[1])
            .ShouldBe($"[{cleo.Id} 5 6]");
    }

    [Fact]
    public async Task Previews_show_the_words_alone()
    {
        await ada.SayAsync(room, "**Soup** at _eight_, @ben: see [the plan](https://linden.example/plan)\n- `bread`");

        (await ben.GetAsync("/api/notifications"))
            .Json.GetProperty("results")[0]
            .GetProperty("text")
            .GetString()
            .ShouldBe("Soup at eight, @ben: see the plan bread");
        foreach (var page in new[] { "/notifications", "/search?q=Soup", "/room" })
            (await ben.GetAsync(page)).Text.ShouldContain(
                "Soup at eight, @ben: see the plan bread",
                customMessage: page
            );
    }

    private static async Task<JsonElement> MessageAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
            if (line.StartsWith("data:", StringComparison.Ordinal))
                if (JsonElement.Parse(line[5..]) is var frame && frame.Type() == "chat_message")
                    return frame.GetProperty("message");
        throw new EndOfStreamException();
    }

    private static string Read(JsonElement message) =>
        string.Concat(
            message
                .GetProperty("mentions")
                .EnumerateArray()
                .Select(one =>
                    $"[{one.GetProperty("user").GetInt64()} {one.GetProperty("from").GetInt32()} {one.GetProperty("length").GetInt32()}]"
                )
        );
}
