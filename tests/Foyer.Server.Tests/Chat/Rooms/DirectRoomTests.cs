using Foyer.Server.Tests.Events;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Rooms;

public sealed class DirectRoomTests
{
    [Fact]
    public async Task Two_people_have_one_room_named_after_the_other()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        var made = (await ada.PostAsync("/api/direct/Ben")).ShouldBe(201).Json;
        var found = (await ben.PostAsync("/api/direct/ada")).ShouldBe(200).Json;

        found.Id().ShouldBe(made.Id());
        made.GetProperty("kind").GetString().ShouldBe("direct");
        made.GetProperty("name").GetString().ShouldBe("ben");
        found.GetProperty("name").GetString().ShouldBe("ada");
        made.GetProperty("partner").GetProperty("id").GetInt64().ShouldBe(ben.Id);
        found.GetProperty("partner").GetProperty("username").GetString().ShouldBe("ada");
        made.GetProperty("last_message").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Nobody_writes_to_oneself_or_to_nobody()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var emil = server.Stranger();
        await emil.RegisterAsync("emil");

        (await ada.PostAsync("/api/direct/ada")).ShouldRefuse(400, "invalid");
        (await ada.PostAsync("/api/direct/nobody")).ShouldRefuse(404, "user_not_found");
        (await ada.PostAsync("/api/direct/emil")).ShouldRefuse(404, "user_not_found");
    }

    [Fact]
    public async Task Outsiders_find_nothing_there()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        var chat = (await cleo.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        var said = await cleo.SayAsync(chat, "for ben only");

        (await ada.GetAsync($"/api/chats/{chat}")).ShouldRefuse(404, "not_found");
        (await ada.GetAsync($"/api/chats/{chat}/messages")).ShouldRefuse(404, "not_found");
        (await ada.GetAsync($"/api/messages/{said}")).ShouldRefuse(404, "not_found");
        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "hi" })).ShouldRefuse(404, "not_found");
        (await ada.PostAsync($"/api/chats/{chat}/join")).ShouldRefuse(404, "not_found");
        (await ben.PostAsync($"/api/chats/{chat}/leave")).ShouldRefuse(403, "permission_denied");
        (await ben.TextsAsync(chat)).ShouldBe(["for ben only"]);
    }

    [Fact]
    public async Task Who_is_blocked_finds_nobody_and_who_blocks_is_told_so()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        await ada.SayAsync(chat, "hello");

        (await ben.PutAsync("/api/blocks/ada")).ShouldBe(200);

        (await ada.PostAsync("/api/direct/ben")).ShouldRefuse(404, "user_not_found");
        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "hi" })).ShouldRefuse(404, "user_not_found");
        (await ben.PostAsync($"/api/chats/{chat}/messages", new { text = "hi" })).ShouldRefuse(403, "not_accepted");
        (await ben.TextsAsync(chat)).ShouldBe(["hello"]);
    }

    [Theory]
    [InlineData("shared")]
    [InlineData("friends")]
    public async Task Strangers_are_not_accepted_where_one_wants_none(string from)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        (await ben.PatchAsync("/api/users/me", new { messages_from = from })).ShouldBe(200);

        (await ada.PostAsync("/api/direct/ben")).ShouldRefuse(403, "not_accepted");
        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "hi" })).ShouldRefuse(403, "not_accepted");

        if (from == "shared")
        {
            await ada.JoinAsync("lobby");
            await ben.JoinAsync("lobby");
        }
        else
            await server.ExecuteAsync(
                "insert into friends (user_id, friend_id, created_at, accepted_at) values (@A, @B, 0, 1)",
                new { A = ada.Id, B = ben.Id }
            );
        (await ada.PostAsync("/api/direct/ben")).ShouldBe(200);
        await ada.SayAsync(chat, "hi");
    }

    [Fact]
    public async Task Whoever_goes_to_the_same_event_is_no_stranger()
    {
        await using var events = await EventFixture.OpenAsync();
        var id = await events.PlanAsync(new { room = false });
        (await events.Ada.PatchAsync("/api/users/me", new { messages_from = "shared" })).ShouldBe(200);
        (await events.Cleo.PatchAsync("/api/users/me", new { messages_from = "shared" })).ShouldBe(200);
        (await events.Ben.PostAsync("/api/direct/ada")).ShouldRefuse(403, "not_accepted");

        (await EventFixture.BookAsync(events.Ben, id)).ShouldBe(200);
        (await events.Ben.PostAsync("/api/direct/cleo")).ShouldRefuse(403, "not_accepted");
        (await EventFixture.BookAsync(events.Cleo, id)).ShouldBe(200);

        (await events.Ben.PostAsync("/api/direct/ada")).ShouldBe(201);
        (await events.Ben.PostAsync("/api/direct/cleo")).ShouldBe(201);
        (await events.Dora.PostAsync("/api/direct/cleo")).ShouldRefuse(403, "not_accepted");
    }

    [Fact]
    public async Task The_sender_learns_that_the_partner_is_away_and_the_message_waits()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        await using var wire = await WebSocketClient.JoinAsync(ada, chat);

        await wire.SendAsync(
            new
            {
                event_type = "chat_message",
                chat,
                text = "are you there?",
                subject = "Tonight",
                client_id = "a1",
            }
        );

        (await wire.MessageAsync()).GetProperty("subject").GetString().ShouldBe("Tonight");
        var told = await wire.ExpectAsync("undelivered");
        told.GetProperty("chat").GetInt64().ShouldBe(chat);
        told.GetProperty("user").GetProperty("username").GetString().ShouldBe("ben");
        told.GetProperty("reason").GetString().ShouldBe("offline");
        told.GetProperty("email_option").GetBoolean().ShouldBeFalse();

        await using var away = await WebSocketClient.OpenAsync(ben);
        await wire.SendMessageAsync(chat, "now?");
        await wire.MessageAsync();
        (await wire.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "undelivered");
    }

    [Fact]
    public async Task Who_comes_and_goes_is_seen_by_their_partners_and_not_by_whom_they_blocked()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        (await ada.PostAsync("/api/direct/ben")).ShouldBe(201);
        (await ada.PostAsync("/api/direct/cleo")).ShouldBe(201);
        (await cleo.PutAsync("/api/blocks/ada")).ShouldBe(200);
        await using var line = await WebSocketClient.OpenAsync(ada);

        await using (await WebSocketClient.OpenAsync(cleo))
        await using (await WebSocketClient.OpenAsync(ben))
        {
            ShouldTell(await line.ExpectAsync("presence"), online: true);
            var page = (await ada.GetAsync("/chat")).ShouldBe(200).Text;
            page[page.IndexOf("id=\"conversations\"", StringComparison.Ordinal)..]
                .Split("presence--off")
                .Length.ShouldBe(2, "cleo is here and has blocked ada");
        }

        ShouldTell(await line.ExpectAsync("presence"), online: false);

        void ShouldTell(System.Text.Json.JsonElement frame, bool online)
        {
            var user = frame.GetProperty("users").EnumerateArray().ShouldHaveSingleItem();
            user.Id().ShouldBe(ben.Id);
            user.GetProperty("online").GetBoolean().ShouldBe(online);
        }
    }

    [Fact]
    public async Task A_room_that_was_opened_without_a_message_is_listed_for_the_opener_only()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        await using var wire = await WebSocketClient.OpenAsync(ben);

        (await ListedAsync(ada)).ShouldBe([chat]);
        (await ListedAsync(ben)).ShouldBeEmpty();
        (await ben.GetAsync("/chat")).Text.ShouldNotContain($"href=\"/rooms/{chat}\"");

        await ada.SayAsync(chat, "hello");

        (await wire.ExpectAsync("unread")).GetProperty("chat").GetInt64().ShouldBe(chat);
        (await ListedAsync(ben)).ShouldBe([chat]);

        static async Task<List<long>> ListedAsync(Person person) =>
            [
                .. (await person.GetAsync("/api/chats"))
                    .Json.GetProperty("results")
                    .EnumerateArray()
                    .Select(room => room.Id()),
            ];
    }

    [Fact]
    public async Task A_message_waits_until_it_is_fetched_read_or_answered_for()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        var one = await ada.SayAsync(chat, "one");
        var two = await ada.SayAsync(chat, "two");
        var three = await ada.SayAsync(chat, "three");
        (await server.WaitingAsync(ben)).ShouldBe([one, two, three]);

        await ada.TextsAsync(chat);
        (await server.WaitingAsync(ben)).ShouldBe([one, two, three]);
        (await ben.PutAsync($"/api/chats/{chat}/read", new { message = one })).ShouldBe(200);
        (await server.WaitingAsync(ben)).ShouldBe([two, three]);
        (await ada.DeleteAsync($"/api/messages/{two}")).ShouldBe(204);
        (await server.WaitingAsync(ben)).ShouldBe([three]);
        await ben.TextsAsync(chat);
        await server.SettledAsync();
        (await server.WaitingAsync(ben)).ShouldBeEmpty();
    }
}
