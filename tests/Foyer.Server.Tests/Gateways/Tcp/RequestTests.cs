using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>Requests with a reply: what each returns and how it refuses.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task Rooms_are_joined_listed_looked_into_and_left(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        await ada.JoinAsync("garden");
        using var terminal = await TerminalClient.SignInAsync(server, "ben", codec);

        (await NamesAsync(terminal, new { @public = true })).ShouldBe(["garden"]);
        (await NamesAsync(terminal, new { })).ShouldBeEmpty();
        var room = await terminal.GetAsync("join", new { name = 7 });
        (room.GetProperty("name").GetString(), room.GetProperty("role").GetString()).ShouldBe(("7", "owner"));
        var garden = (await terminal.GetAsync("join", new { name = "GARDEN" })).GetProperty("id").GetInt64();
        (await NamesAsync(terminal, new { })).ShouldBe(["7", "garden"], ignoreOrder: true);
        (await terminal.GetAsync("members", new { chat = garden }))
            .GetProperty("results")
            .EnumerateArray()
            .Select(member => member.GetProperty("username").GetString())
            .ShouldBe(["ada", "ben"], ignoreOrder: true);
        await terminal.GetAsync("leave", new { chat = garden });
        (await NamesAsync(terminal, new { })).ShouldBe(["7"]);
        (await ada.TextsAsync(garden)).ShouldBe([
            "ben has left the chat",
            "ben has joined the chat",
            "ada has joined the chat",
        ]);
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task Events_are_found_made_booked_and_withdrawn_from(Codec codec)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var host = await TerminalClient.SignInAsync(server, "ada", codec);
        using var guest = await TerminalClient.SignInAsync(server, "ben", codec);

        var made = await host.GetAsync("create_event", Plan(server, maximum: 1));
        var id = made.GetProperty("id").GetString();
        var found = (await guest.GetAsync("events", new { search = "cinema" })).GetProperty("results");
        found[0].GetProperty("id").GetString().ShouldBe(id);
        await host.SendEventAsync(new { event_type = "watch_event", @event = id });
        await host.SendEventAsync(new { event_type = "ping" });
        await host.EventAsync("pong");
        var booking = await guest.GetAsync("book", new { @event = id });
        booking.GetProperty("status").GetString().ShouldBe("accepted");
        (await host.EventAsync("event_updated")).GetProperty("event").GetProperty("free_places").GetInt32().ShouldBe(0);
        (await guest.GetAsync("event", new { id }))
            .GetProperty("my_booking")
            .GetProperty("id")
            .GetString()
            .ShouldBe(booking.GetProperty("id").GetString());
        await guest.GetAsync("withdraw", new { @event = id });
        (await guest.GetAsync("event", new { id })).GetProperty("my_booking").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("john smith hi", "john", "john smith")]
    [InlineData("JOHN  smith", "john", "john smith")]
    [InlineData("john\tsmith hi", "john", "john smith")]
    [InlineData("john\u00a0smith hi", "john", "john smith")]
    [InlineData("@john smith hi", "john", "john smith")]
    [InlineData("john smithson", "john")]
    [InlineData("john\nsmith", "john")]
    [InlineData("\"john\" smith")]
    [InlineData("nobody at all")]
    public async Task A_text_tells_which_users_it_may_begin_with(string text, params string[] names)
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var john = await server.RegisterAsync("john");
        using var smith = await server.RegisterAsync("smith");
        (await smith.PatchAsync("/api/users/me", new { username = "john smith" })).ShouldBe(200);
        using var terminal = await TerminalClient.SignInAsync(server, "ada");

        (await terminal.GetAsync("users", new { text }))
            .GetProperty("results")
            .EnumerateArray()
            .Select(user => user.GetProperty("username").GetString())
            .ShouldBe(names);
    }

    [Fact]
    public async Task Each_request_about_events_refuses_as_REST_does()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        using var cleo = await server.RegisterAsync("cleo");
        using var host = await TerminalClient.SignInAsync(server, "ada");
        using var guest = await TerminalClient.SignInAsync(server, "ben");
        var id = (await host.GetAsync("create_event", Plan(server, maximum: 1))).GetProperty("id").GetString();
        (await cleo.PutAsync($"/api/events/{id}/booking")).ShouldBe(200);
        var unknown = Guid.NewGuid();

        await guest.ShouldRefuseAsync("events", new { from = "soon" }, 400, "invalid");
        await guest.ShouldRefuseAsync("event", new { id = unknown }, 404, "not_found");
        await guest.ShouldRefuseAsync("event", new { id = 3 }, 400, "invalid");
        await guest.ShouldRefuseAsync("event", null, 400, "required");
        await guest.ShouldRefuseAsync("book", new { @event = id }, 409, "event_full");
        await guest.ShouldRefuseAsync("book", new { @event = unknown }, 404, "not_found");
        await host.ShouldRefuseAsync("book", new { @event = id }, 403, "own_event");
        await guest.ShouldRefuseAsync("withdraw", new { @event = unknown }, 404, "not_found");
        await guest.ShouldRefuseAsync("create_event", new { title = "Nothing else" }, 400, "required");
        (await guest.GetAsync("book", new { @event = id, waitlist = true }))
            .GetProperty("position")
            .GetInt32()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Each_request_about_rooms_refuses_as_REST_does()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var secret = await ada.MakePrivateRoomAsync("secret");
        var open = await ada.JoinAsync("lobby");
        using var guest = await TerminalClient.SignInAsync(server, "ben", Codec.Binary);

        await guest.ShouldRefuseAsync("history", new { chat = secret }, 404, "not_found");
        await guest.ShouldRefuseAsync("history", new { chat = "x" }, 400, "invalid");
        await guest.ShouldRefuseAsync("history", new { chat = open, limit = 201 }, 400, "max_value");
        await guest.ShouldRefuseAsync("members", new { chat = secret }, 404, "not_found");
        await guest.ShouldRefuseAsync("members", null, 400, "required");
        await guest.ShouldRefuseAsync("leave", new { chat = secret }, 404, "not_found");
        await guest.ShouldRefuseAsync("join", new { name = new string('x', 65) }, 400, "max_length");
        await guest.ShouldRefuseAsync("join", new { name = " " }, 400, "blank");
        await guest.ShouldRefuseAsync("chats", new { @public = "perhaps" }, 400, "invalid");
        (await guest.GetAsync("history", new { chat = open })).GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_questions_and_at_most_sixteen_wait()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        var asked = Enumerable
            .Range(1, 40)
            .SelectMany(number =>
                Framing.Encode(
                    EnvelopeType.System,
                    JsonSerializer.SerializeToUtf8Bytes(new { request = "chats", @ref = number }),
                    Codec.Json
                )
            );
        await terminal.SendRawAsync([.. asked]);
        await terminal.SendEventAsync(new { event_type = "ping" });

        var answers = new List<int>();
        var refused = 0;
        while (answers.Count + refused < 40)
        {
            var data = (await terminal.ReadAsync()).Data;
            if (!data.TryGetProperty("ref", out var number))
                continue;
            if (data.GetProperty("status").GetInt32() == 429)
                refused++;
            else
                answers.Add(number.GetInt32());
        }
        answers.Count.ShouldBeGreaterThanOrEqualTo(16);
        answers.ShouldBe([.. answers.Order()]);
    }

    private static object Plan(TestServer server, int maximum) =>
        new
        {
            title = "Courtyard cinema",
            description = "Bring a blanket.",
            date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd"),
            visibility = "public",
            maximum_attendees = maximum,
        };

    private static async Task<string?[]> NamesAsync(TerminalClient terminal, object fields) =>
        [
            .. (await terminal.GetAsync("chats", fields))
                .GetProperty("results")
                .EnumerateArray()
                .Select(room => room.GetProperty("name").GetString()),
        ];
}
