using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Live;

/// <summary>Two people talk in a room, over WebSockets, on the real server.</summary>
public sealed class MessageDeliveryTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:Limits:TypingSeconds=3");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("Lobby");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_message_reaches_everybody_present_and_its_sender_with_the_client_id()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        await her.SendMessageAsync(lobby, "Grüße, 東京 🎉 <b>not bold</b>", "first");

        var own = await her.MessageAsync();
        var other = await his.MessageAsync();

        own.GetProperty("client_id").GetString().ShouldBe("first");
        other.TryGetProperty("client_id", out _).ShouldBeFalse();
        other.Text().ShouldBe("Grüße, 東京 🎉 <b>not bold</b>");
        other.GetProperty("user_name").GetString().ShouldBe("ada");
        other.GetProperty("user_avatar").GetString().ShouldBe("/media/default-user-avatar.jpg");
        other.GetProperty("is_deleted").GetBoolean().ShouldBeFalse();
        own.Version().ShouldBe(other.Version());
    }

    [Fact]
    public async Task What_arrives_live_equals_what_a_fresh_fetch_shows()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        await her.SendMessageAsync(lobby, "one");
        var quoted = (await his.MessageAsync()).Id();
        await his.SendAsync(
            new
            {
                event_type = "chat_message",
                chat = lobby,
                text = "two",
                subject = "a subject",
                reply_to = quoted,
            }
        );
        var answer = await his.MessageAsync();
        await her.SendAsync(
            new
            {
                event_type = "chat_message",
                id = quoted,
                text = "one, better",
            }
        );
        var edited = await his.MessageAsync();
        await his.SendAsync(new { event_type = "delete_message", id = answer.Id() });
        var tombstone = await his.MessageAsync();

        (await ben.GetAsync($"/api/messages/{quoted}")).Text.ShouldBe(edited.GetRawText());
        (await ben.GetAsync($"/api/messages/{answer.Id()}")).Text.ShouldBe(tombstone.GetRawText());
        edited.Text().ShouldBe("one, better");
        edited.GetProperty("edited_at").ValueKind.ShouldBe(JsonValueKind.String);
        answer.GetProperty("reply_to").GetProperty("text").GetString().ShouldBe("one");
        tombstone.GetProperty("is_deleted").GetBoolean().ShouldBeTrue();
        tombstone.Text().ShouldBe("");
    }

    [Fact]
    public async Task A_sender_who_is_not_present_gets_the_message_as_acknowledgement()
    {
        await using var her = await WebSocketClient.OpenAsync(ada);
        await her.SendMessageAsync(lobby, "from outside", "mark");
        (await her.MessageAsync()).GetProperty("client_id").GetString().ShouldBe("mark");
    }

    [Fact]
    public async Task A_repeated_client_id_is_answered_with_the_first_message_to_the_asker_alone()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        await her.SendMessageAsync(lobby, "once", "same");
        var first = await her.MessageAsync();
        await his.MessageAsync();

        await her.SendMessageAsync(lobby, "twice", "same");

        (await her.MessageAsync()).GetRawText().ShouldBe(first.GetRawText());
        (await his.SoFarAsync()).ShouldBeEmpty();
        (await ada.TextsAsync(lobby, "search=twice")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_id_used_in_another_room_is_refused()
    {
        var attic = await ada.JoinAsync("attic");
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await her.SendMessageAsync(lobby, "here", "mine");
        await her.MessageAsync();
        await her.SendMessageAsync(attic, "there", "mine");
        (await her.RefusedAsync("client_id_reused")).GetProperty("client_id").GetString().ShouldBe("mine");
    }

    [Fact]
    public async Task Joining_tells_the_others_and_lists_them_to_the_newcomer()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.OpenAsync(ben);
        await his.SendAsync(new { event_type = "join_chat", chat = lobby });

        var list = await his.ExpectAsync("online_user_list");
        var told = await her.ExpectAsync("connected_user");

        list.GetProperty("user_list")
            .EnumerateArray()
            .Select(user => user.GetProperty("username").GetString())
            .ShouldBe(["ada"]);
        list.GetProperty("version").GetInt64().ShouldBeGreaterThan(0);
        told.GetProperty("user").GetProperty("id").GetInt64().ShouldBe(ben.Id);
        told.GetProperty("chat").GetInt64().ShouldBe(lobby);
    }

    [Fact]
    public async Task Two_tabs_are_one_presence_which_ends_with_the_last()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        var first = await WebSocketClient.JoinAsync(ben, lobby);
        await using var second = await WebSocketClient.JoinAsync(ben, lobby);
        await her.ExpectAsync("connected_user");

        await first.DisposeAsync();
        await second.SendMessageAsync(lobby, "still here");
        (await her.NextAsync()).Type().ShouldBe("chat_message");

        await second.SendAsync(new { event_type = "leave_chat", chat = lobby });
        (await her.NextAsync()).Type().ShouldBe("disconnected_user");
    }

    [Fact]
    public async Task Typing_is_passed_to_the_others_at_most_once_in_three_seconds()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        await his.SendAsync(new { event_type = "typing_indicator", chatId = lobby.ToString() });
        await his.SendAsync(new { event_type = "typing_indicator", chat = lobby });

        var typing = await her.ExpectAsync("typing_indicator");
        await his.SendMessageAsync(lobby, "done");

        typing.GetProperty("userId").GetString().ShouldBe(ben.Id.ToString());
        typing.GetProperty("chatId").GetString().ShouldBe(lobby.ToString());
        (await her.NextAsync()).Type().ShouldBe("chat_message");
        (await his.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "typing_indicator");
    }

    [Fact]
    public async Task Coming_back_with_a_version_brings_what_was_missed_once_each_in_its_latest_state()
    {
        var one = await ada.SayAsync(lobby, "one");
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        var version = (await ben.GetAsync($"/api/chats/{lobby}")).Json.Version();
        await his.DisposeAsync();
        await ada.SayAsync(lobby, "two");
        await ada.PatchAsync($"/api/messages/{one}", new { text = "one, edited" });
        await ada.SayAsync(lobby, "three");

        await using var back = await WebSocketClient.OpenAsync(ben);
        await back.SendAsync(
            new
            {
                event_type = "join_chat",
                chat = lobby,
                after = version,
            }
        );
        var list = await back.ExpectAsync("online_user_list");
        var missed = new[] { await back.MessageAsync(), await back.MessageAsync(), await back.MessageAsync() };

        missed.Select(message => message.Text()).ShouldBe(["two", "one, edited", "three"]);
        missed.Select(message => message.Version()).ShouldBe([version + 1, version + 2, version + 3]);
        list.GetProperty("version").GetInt64().ShouldBe(version + 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public async Task A_version_too_far_away_is_answered_with_resync(long after)
    {
        await using var small = await TestServer.StartAsync("--Foyer:Limits:Replay=2");
        var cleo = await small.RegisterAsync("cleo");
        var chat = await cleo.JoinAsync("den");
        foreach (var text in new[] { "a", "b", "c" })
            await cleo.SayAsync(chat, text);

        await using var wire = await WebSocketClient.OpenAsync(cleo);
        await wire.SendAsync(
            new
            {
                event_type = "join_chat",
                chat,
                after,
            }
        );

        (await wire.NextAsync()).Type().ShouldBe("online_user_list");
        var resync = await wire.NextAsync();
        resync.Type().ShouldBe("resync");
        resync.Version().ShouldBe(4);
    }

    [Fact]
    public async Task Signing_out_closes_the_persons_sockets_with_4401()
    {
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        (await ben.PostAsync("/api/logout")).ShouldBe(204);
        (await his.ClosedAsync()).ShouldBe(4401);
    }

    [Fact]
    public async Task Leaving_a_room_ends_the_presence_in_it()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        await her.ExpectAsync("connected_user");
        (await ben.PostAsync($"/api/chats/{lobby}/leave")).ShouldBe(204);

        (await her.MessageAsync()).Text().ShouldBe("ben has left the chat");
        await her.ExpectAsync("disconnected_user");
        await ada.SayAsync(lobby, "just us");
        (await his.SoFarAsync()).ShouldNotContain(frame => frame.GetRawText().Contains("just us"));
    }

    [Fact]
    public async Task A_stop_of_the_server_closes_with_1012()
    {
        var mine = await TestServer.StartAsync();
        var dora = await mine.RegisterAsync("dora");
        await using var wire = await WebSocketClient.OpenAsync(dora);
        await mine.DisposeAsync();
        (await wire.ClosedAsync()).ShouldBe(1012);
    }
}
