using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>After sign-in: the live changes of all gateways, in the frames of the terminal protocol.</summary>
public sealed class TcpMessageTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task Two_talk_edit_and_delete(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = await JoinAsync(ada, ben);
        using var one = await TerminalClient.SignInAsync(server, "ada", codec);
        using var other = await TerminalClient.SignInAsync(server, "ben", codec);
        await PresentAsync(one, chat);
        await PresentAsync(other, chat);
        (await one.EventAsync("connected_user"))
            .GetProperty("user")
            .GetProperty("username")
            .GetString()
            .ShouldBe("ben");

        await one.SayAsync(chat, "Grüße,\nan \"alle\" 👋", "c-1");
        var own = (await one.MessageAsync("Grüße,\nan \"alle\" 👋")).Data;
        var told = (await other.MessageAsync("Grüße,\nan \"alle\" 👋")).Data;
        own.GetProperty("client_id").GetString().ShouldBe("c-1");
        told.TryGetProperty("client_id", out _).ShouldBeFalse();
        told.GetProperty("sender").GetString().ShouldBe("ada");
        told.GetProperty("recipient").GetString().ShouldBe("lobby");
        told.GetProperty("time").GetString().ShouldBe(told.GetProperty("timestamp").GetString());

        var id = told.GetProperty("id").GetInt64();
        await one.SendAsync(
            EnvelopeType.Message,
            JsonSerializer.Serialize(
                new
                {
                    id,
                    chat,
                    text = "Hello all",
                }
            )
        );
        (await other.MessageAsync("Hello all")).Data.GetProperty("edited_at").GetString().ShouldNotBeNull();
        await one.SendEventAsync(new { event_type = "delete_message", id });
        (await other.MessageAsync("")).Data.GetProperty("is_deleted").GetBoolean().ShouldBeTrue();
        await other.SendEventAsync(new { event_type = "typing_indicator", chat });
        (await one.EventAsync("typing_indicator")).GetProperty("userId").GetString().ShouldBe(ben.Id.ToString());
    }

    [Fact]
    public async Task A_message_by_REST_reaches_the_terminal_and_a_message_of_the_terminal_stands_in_the_history()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = await JoinAsync(ada, ben);
        using var terminal = await TerminalClient.SignInAsync(server, "ben");
        await PresentAsync(terminal, chat);

        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "from the web" })).ShouldBe(201);
        (await terminal.MessageAsync("from the web")).Data.GetProperty("sender").GetString().ShouldBe("ada");
        await terminal.SendAsync(
            EnvelopeType.Message,
            JsonSerializer.Serialize(
                new
                {
                    chat,
                    text = "from the terminal",
                    subject = "Hello",
                    client_id = "t-1",
                }
            )
        );
        await terminal.MessageAsync("from the terminal");
        var newest = (await ada.GetAsync($"/api/chats/{chat}/messages")).Json.GetProperty("results")[0];
        newest.GetProperty("text").GetString().ShouldBe("from the terminal");
        newest.GetProperty("subject").GetString().ShouldBe("Hello");
    }

    [Fact]
    public async Task History_rooms_and_sessions_are_asked_for_by_number()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        var chat = await JoinAsync(ada);
        for (var i = 0; i < 5; i++)
            (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = $"line {i}" })).ShouldBe(201);
        using var terminal = await TerminalClient.SignInAsync(server, "ada", Codec.Binary);
        terminal.Welcome.GetProperty("chats")[0].GetProperty("name").GetString().ShouldBe("lobby");

        var history = await terminal.AskAsync(
            new
            {
                request = "history",
                @ref = 1,
                chat,
                limit = 2,
            },
            1
        );
        history.GetProperty("status").GetInt32().ShouldBe(200);
        var results = history.GetProperty("body").GetProperty("results");
        results
            .EnumerateArray()
            .Select(message => message.GetProperty("text").GetString())
            .ShouldBe(["line 4", "line 3"]);
        var older = await terminal.AskAsync(
            new
            {
                request = "history",
                @ref = 2,
                chat,
                before = results[1].GetProperty("id").GetInt64(),
            },
            2
        );
        older.GetProperty("body").GetProperty("results").GetArrayLength().ShouldBe(4);
        var rooms = await terminal.AskAsync(new { request = "chats", @ref = 3 }, 3);
        rooms.GetProperty("body").GetProperty("results").GetArrayLength().ShouldBe(1);
        var sessions = await terminal.AskAsync(new { request = "sessions", @ref = 4 }, 4);
        sessions.GetProperty("body").GetProperty("results").GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"request":"history","ref":7,"chat":999}""", 404, "not_found")]
    [InlineData("""{"request":"history","ref":7}""", 400, "required")]
    [InlineData("""{"request":"nothing","ref":7}""", 400, "invalid")]
    public async Task A_request_that_cannot_be_answered_has_a_status(string request, int status, string code)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        var answer = await terminal.AskAsync(JsonSerializer.Deserialize<JsonElement>(request), 7);
        answer.GetProperty("status").GetInt32().ShouldBe(status);
        answer.GetProperty("body").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task After_a_room_has_another_name_its_messages_carry_that(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        var chat = await JoinAsync(ada);
        using var terminal = await TerminalClient.SignInAsync(server, "ada", codec);
        await PresentAsync(terminal, chat);
        (await ada.PatchAsync($"/api/chats/{chat}", new { name = "parlour" })).ShouldBe(200);
        (await terminal.EventAsync("chat_updated")).GetProperty("name").GetString().ShouldBe("parlour");

        await terminal.SayAsync(chat, "Where are we?", "c-1");

        var told = (await terminal.MessageAsync("Where are we?")).Data;
        told.GetProperty("recipient").GetString().ShouldBe("parlour");
    }

    [Fact]
    public async Task A_refused_message_comes_back_as_an_error_with_its_client_id()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var chat = await JoinAsync(ada);
        using var terminal = await TerminalClient.SignInAsync(server, "ben");
        await terminal.SayAsync(chat, "let me in", "c-9");
        var error = await terminal.EventAsync("error");
        error.GetProperty("client_id").GetString().ShouldBe("c-9");
        error.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("not_a_member");
    }

    [Fact]
    public async Task Whoever_comes_back_gets_what_was_missed_by_version()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        var chat = await JoinAsync(ada);
        long version;
        using (var terminal = await TerminalClient.SignInAsync(server, "ada"))
        {
            await PresentAsync(terminal, chat);
            await terminal.SayAsync(chat, "before", "c-1");
            version = (await terminal.MessageAsync("before")).Data.GetProperty("version").GetInt64();
        }
        (await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "missed" })).ShouldBe(201);
        using var back = await TerminalClient.SignInAsync(server, "ada");
        await back.SendEventAsync(
            new
            {
                event_type = "join_chat",
                chat,
                after = version,
            }
        );
        (await back.MessageAsync("missed")).Data.GetProperty("version").GetInt64().ShouldBe(version + 1);
    }

    [Fact]
    public async Task A_session_ended_elsewhere_closes_the_terminal()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        var sessions = (await ada.GetAsync("/api/users/me/sessions")).Json.GetProperty("results").EnumerateArray();
        var other = sessions.Single(session => !session.GetProperty("current").GetBoolean());
        (await ada.DeleteAsync($"/api/users/me/sessions/{other.GetProperty("id").GetString()}")).ShouldBe(204);
        (await terminal.FailureAsync()).ShouldBe(["not_authenticated"]);
        await terminal.ShouldBeClosedAsync();
    }

    private static async Task<long> JoinAsync(params Person[] people)
    {
        long chat = 0;
        foreach (var person in people)
            chat = (await person.PostAsync("/api/chats/join", new { name = "lobby" }))
                .Json.GetProperty("id")
                .GetInt64();
        return chat;
    }

    private static async Task PresentAsync(TerminalClient terminal, long chat)
    {
        await terminal.SendEventAsync(new { event_type = "join_chat", chat });
        await terminal.EventAsync("online_user_list");
    }
}
