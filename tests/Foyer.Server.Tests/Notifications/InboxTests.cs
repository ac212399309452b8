using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Notifications;

public sealed class InboxTests
{
    [Fact]
    public async Task Who_talks_with_somebody_else_is_told_of_a_direct_message()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        var withCleo = (await ben.PostAsync("/api/direct/cleo")).Json.Id();
        var withAda = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        await using var wire = await WebSocketClient.JoinAsync(ben, withCleo);

        var said = await ada.SayAsync(withAda, "hello ben");

        var told = await wire.ExpectAsync("notification");
        told.GetProperty("kind").GetString().ShouldBe("direct_message");
        told.GetProperty("from").GetProperty("username").GetString().ShouldBe("ada");
        told.GetProperty("chat").GetInt64().ShouldBe(withAda);
        told.GetProperty("message").GetInt64().ShouldBe(said);
        told.Text().ShouldBe("hello ben");
        told.GetProperty("quiet").GetBoolean().ShouldBeFalse();
        (await ListAsync(ben)).ShouldBe([("direct_message", "hello ben", false)]);
        (await ListAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_in_the_conversation_needs_no_notice()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        await using var wire = await WebSocketClient.JoinAsync(ben, chat);

        await ada.SayAsync(chat, "hello ben");

        (await wire.MessageAsync()).Text().ShouldBe("hello ben");
        (await wire.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "notification");
        (await ListAsync(ben)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_all_and_here_reach_members_but_not_the_author()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("Ben Berg");
        using var cleo = await server.RegisterAsync("cleo");
        using var dora = await server.RegisterAsync("dora");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await cleo.JoinAsync("lobby");
        await using var online = await WebSocketClient.OpenAsync(cleo);

        await ada.SayAsync(lobby, "@ben berg and @dora, write to mail@cleo or @ada");
        await ada.SayAsync(lobby, "@All: dinner");
        await ada.SayAsync(lobby, "@here: now");

        (await ListAsync(ben))
            .Select(one => one.Text)
            .ShouldBe(["@All: dinner", "@ben berg and @dora, write to mail@cleo or @ada"]);
        (await ListAsync(cleo)).Select(one => one.Text).ShouldBe(["@here: now", "@All: dinner"]);
        (await ListAsync(dora)).ShouldBeEmpty();
        (await ListAsync(ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_edit_notifies_new_mentions_and_a_deletion_takes_the_notification_away()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await cleo.JoinAsync("lobby");
        var said = await ada.SayAsync(lobby, "hi @ben");

        (await ada.PatchAsync($"/api/messages/{said}", new { text = "hi @ben and @cleo" })).ShouldBe(200);
        (await ListAsync(ben)).ShouldBe([("mention", "hi @ben and @cleo", false)]);
        (await ListAsync(cleo)).ShouldBe([("mention", "hi @ben and @cleo", false)]);

        (await ada.DeleteAsync($"/api/messages/{said}")).ShouldBe(204);
        (await ListAsync(ben)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_tells_the_one_it_quotes()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var said = await ada.SayAsync(lobby, "who brings bread?");

        (await ben.PostAsync($"/api/chats/{lobby}/messages", new { text = "I do", reply_to = said })).ShouldBe(201);
        (await ada.PostAsync($"/api/chats/{lobby}/messages", new { text = "me too", reply_to = said })).ShouldBe(201);

        (await ListAsync(ada)).ShouldBe([("reply", "I do", false)]);
    }

    [Fact]
    public async Task Who_wants_nothing_of_a_room_or_has_blocked_hears_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        using var dora = await server.RegisterAsync("dora");
        var lobby = await ada.JoinAsync("lobby");
        foreach (var one in new[] { ben, cleo, dora })
            await one.JoinAsync("lobby");
        (await ben.PutAsync($"/api/chats/{lobby}/notifications", new { level = "nothing" })).ShouldBe(200);
        await server.ExecuteAsync(
            "insert into blocks (user_id, blocked_id, created_at) values (@A, @B, 0)",
            new { A = cleo.Id, B = ada.Id }
        );

        await ada.SayAsync(lobby, "hi @ben @cleo @dora");

        (await ListAsync(dora)).Count.ShouldBe(1);
        (await ListAsync(ben)).ShouldBeEmpty();
        (await ListAsync(cleo)).ShouldBeEmpty();
        (await Chat.Unread.UnreadTests.UnreadAsync(ben, lobby)).Mentions.ShouldBe(1);
        (await Chat.Unread.UnreadTests.UnreadAsync(cleo, lobby)).Mentions.ShouldBe(0);
    }

    [Fact]
    public async Task In_quiet_hours_the_inbox_fills_without_a_sound()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await using var wire = await WebSocketClient.OpenAsync(ben);
        var now = server.Clock.GetUtcNow();

        await BeQuietAsync(ben, now.AddHours(-1), now.AddHours(1));
        await ada.SayAsync(lobby, "@ben shh");
        (await wire.ExpectAsync("notification")).GetProperty("quiet").GetBoolean().ShouldBeTrue();

        await BeQuietAsync(ben, now.AddHours(1), now.AddHours(-1));
        await ada.SayAsync(lobby, "@ben hello!");
        (await wire.ExpectAsync("notification")).GetProperty("quiet").GetBoolean().ShouldBeFalse();
    }

    private static async Task BeQuietAsync(Person person, DateTimeOffset from, DateTimeOffset to) =>
        (
            await person.PatchAsync(
                "/api/users/me",
                new
                {
                    quiet_from = from.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                    quiet_to = to.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture),
                    time_zone = "UTC",
                }
            )
        ).ShouldBe(200);

    [Fact]
    public async Task A_muted_room_is_quiet_and_the_level_is_told_with_the_room()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await using var wire = await WebSocketClient.OpenAsync(ben);
        var until = server.Clock.GetUtcNow().AddHours(1).ToString("O");

        (
            await ben.PutAsync($"/api/chats/{lobby}/notifications", new { level = "mentions", mute_until = until })
        ).ShouldBe(200);
        await ada.SayAsync(lobby, "psst @ben");
        (await wire.ExpectAsync("notification")).GetProperty("quiet").GetBoolean().ShouldBeTrue();
        server.Clock.Move(TimeSpan.FromHours(2));
        await ada.SayAsync(lobby, "hey @ben");
        (await wire.ExpectAsync("notification")).GetProperty("quiet").GetBoolean().ShouldBeFalse();

        (await ben.GetAsync($"/api/chats/{lobby}")).Json.GetProperty("notifications").GetString().ShouldBe("mentions");
        (await ben.PutAsync($"/api/chats/{lobby}/notifications", new { level = "loud" })).ShouldRefuse(400, "invalid");
        (await ben.PutAsync($"/api/chats/{lobby}/notifications", new { })).ShouldRefuse(400, "required");
        (await ben.PutAsync("/api/chats/99999/notifications", new { level = "all" })).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task Reading_the_room_or_the_inbox_counts_as_read()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        var one = await ada.SayAsync(lobby, "one @ben");
        await ada.SayAsync(lobby, "two @ben");

        (await ben.PutAsync($"/api/chats/{lobby}/read", new { message = one })).ShouldBe(200);
        (await ListAsync(ben)).Select(entry => entry.Read).ShouldBe([false, true]);
        var newest = (await ben.GetAsync("/api/notifications")).Json.GetProperty("results")[0].Id();
        (await ada.PutAsync("/api/notifications/read", new { up_to = newest })).ShouldBe(200);
        (await ListAsync(ben)).Select(entry => entry.Read).ShouldBe([false, true]);
        (await ben.PutAsync("/api/notifications/read", new { up_to = newest }))
            .Json.GetProperty("unread")
            .GetInt64()
            .ShouldBe(0);
        (await ListAsync(ben)).Select(entry => entry.Read).ShouldBe([true, true]);
        (await ben.PutAsync("/api/notifications/read", new { })).ShouldRefuse(400, "required");
    }

    [Fact]
    public async Task The_inbox_is_read_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        for (var i = 0; i < 5; i++)
            await ada.SayAsync(lobby, $"{i} @ben");

        var seen = new List<string>();
        for (var next = "/api/notifications?limit=2"; next is not null; )
        {
            var page = (await ben.GetAsync(next)).ShouldBe(200).Json;
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(entry => entry.Text()));
            next = page.GetProperty("next").GetString();
        }

        seen.ShouldBe(["4 @ben", "3 @ben", "2 @ben", "1 @ben", "0 @ben"]);
    }

    private static async Task<List<(string Kind, string Text, bool Read)>> ListAsync(Person person)
    {
        var reply = (await person.GetAsync("/api/notifications")).ShouldBe(200);
        return
        [
            .. reply
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(one =>
                    (one.GetProperty("kind").GetString()!, one.Text(), one.GetProperty("read").GetBoolean())
                ),
        ];
    }
}
