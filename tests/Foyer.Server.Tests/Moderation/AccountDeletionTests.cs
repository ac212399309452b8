using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Moderation;

public sealed class AccountDeletionTests
{
    [Theory]
    [InlineData("keep", "hello from ben", false)]
    [InlineData("remove", "", true)]
    public async Task Whoever_leaves_takes_their_messages_along_or_not(string messages, string text, bool deleted)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var room = (await ben.PostAsync("/api/chats/join", new { name = "lobby" }))
            .ShouldBe(201)
            .Json.GetProperty("id")
            .GetInt64();
        await ada.PostAsync("/api/chats/join", new { name = "lobby" });
        var message = (await ben.PostAsync($"/api/chats/{room}/messages", new { text = "hello from ben" }))
            .ShouldBe(201)
            .Json.GetProperty("id")
            .GetInt64();
        await ben.PostAsync($"/api/chats/{room}/leave");

        (await LeaveAsync(ben, Person.Password, messages)).ShouldBe(204);

        var left = (await ada.GetAsync($"/api/messages/{message}")).ShouldBe(200).Json;
        left.GetProperty("text").GetString().ShouldBe(text);
        left.GetProperty("is_deleted").GetBoolean().ShouldBe(deleted);
        left.GetProperty("user").GetInt64().ShouldBe(0);
        left.GetProperty("user_name").GetString().ShouldBe("deleted user");
        (await ada.GetAsync("/api/users/ben")).ShouldRefuse(404, "user_not_found");
    }

    [Fact]
    public async Task With_the_account_every_session_and_token_ends_and_the_name_is_free()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var token = ben.Token;
        using var elsewhere = server.Stranger("Phone/1.0");
        (await elsewhere.PostAsync("/api/login", new { login = "ben", password = Person.Password })).ShouldBe(200);

        (await LeaveAsync(ben, Person.Password, "keep")).ShouldBe(204);

        (await elsewhere.GetAsync("/api/users/me")).ShouldBe(401);
        (await ben.GetAsync("/api/users/me")).ShouldBe(401);
        (await ben.PostAsync("/api/login", new { login = "ben", password = Person.Password })).ShouldRefuse(
            401,
            "authentication_failed"
        );
        using var again = await server.RegisterAsync("ben");
        again.Id.ShouldBeGreaterThan(ben.Id);
        token.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_room_is_handed_on_and_own_events_are_cancelled()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var room = (await ben.PostAsync("/api/chats/join", new { name = "garden" })).Json.GetProperty("id").GetInt64();
        await ada.PostAsync("/api/chats/join", new { name = "garden" });
        var date = server
            .Clock.GetUtcNow()
            .AddDays(10)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var made = await ben.PostAsync(
            "/api/events",
            new
            {
                title = "Picnic",
                description = "Bring a rug.",
                date,
                visibility = "public",
            }
        );
        var picnic = made.ShouldBe(201).Json.GetProperty("id").GetString();

        (await LeaveAsync(ben, Person.Password, "keep")).ShouldBe(204);

        (await ada.GetAsync($"/api/chats/{room}")).Json.GetProperty("role").GetString().ShouldBe("owner");
        (await ada.GetAsync($"/api/events/{picnic}")).ShouldBe(404);
    }

    [Theory]
    [InlineData("keep")]
    [InlineData("remove")]
    public async Task What_was_not_delivered_returns_to_its_sender(string messages)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        await ada.SayAsync(chat, "read");
        await ben.TextsAsync(chat);
        await ben.SayAsync(chat, "from ben");
        var lost = await ada.SayAsync(chat, "not read");
        (await server.WaitingAsync(ben)).ShouldBe([lost]);
        await using var wire = await WebSocketClient.JoinAsync(ada, chat);

        (await LeaveAsync(ben, Person.Password, messages)).ShouldBe(204);

        while (await wire.MessageAsync() is var line)
            if (line.GetProperty("kind").GetString() == "system")
            {
                line.Text().ShouldBe("Not delivered: ben has deleted the account.");
                line.GetProperty("user").GetInt64().ShouldBe(0);
                line.GetProperty("reply_to").GetProperty("id").GetInt64().ShouldBe(lost);
                line.GetProperty("reply_to").GetProperty("text").GetString().ShouldBe("not read");
                break;
            }
        var texts = await ada.TextsAsync(chat, "sort=timestamp");
        texts.ShouldBe([
            "read",
            messages == "keep" ? "from ben" : "",
            "not read",
            "Not delivered: ben has deleted the account.",
        ]);
        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "hello?" })).ShouldRefuse(
            404,
            "user_not_found"
        );
    }

    [Fact]
    public async Task Whoever_takes_the_name_again_inherits_nothing()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id();
        await ada.SayAsync(chat, "for the old ben");
        await ada.PutAsync("/api/friends/ben");
        (await LeaveAsync(ben, Person.Password, "keep")).ShouldBe(204);

        using var again = await server.RegisterAsync("ben");

        (await server.WaitingAsync(again)).ShouldBeEmpty();
        (await again.GetAsync("/api/chats")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        (await again.GetAsync("/api/friends")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
        (await again.GetAsync($"/api/chats/{chat}/messages")).ShouldRefuse(404, "not_found");
        (await ada.PostAsync("/api/direct/ben")).ShouldBe(201).Json.Id().ShouldNotBe(chat);
    }

    [Theory]
    [InlineData("wrong password", "keep", "password: invalid")]
    [InlineData(Person.Password, "burn", "messages: invalid")]
    [InlineData(Person.Password, null, "messages: required")]
    [InlineData(null, "keep", "password: null")]
    public async Task Nothing_goes_by_mistake(string? password, string? messages, string error)
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");

        (await LeaveAsync(ben, password, messages)).ShouldBe(400).Errors.ShouldBe([error]);

        (await ben.GetAsync("/api/users/me")).ShouldBe(200);
    }

    [Fact]
    public async Task The_only_owner_stays()
    {
        await using var server = await TestServer.StartAsync();
        using var ada = await server.RegisterAsync("ada");

        (await LeaveAsync(ada, Person.Password, "keep")).ShouldRefuse(409, "last_owner");

        (await ada.GetAsync("/api/users/me")).ShouldBe(200);
    }

    private static Task<Reply> LeaveAsync(Person person, string? password, string? messages) =>
        person.DeleteAsync("/api/users/me", new { password, messages });
}
