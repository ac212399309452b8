using System.Net.WebSockets;
using System.Text;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Live;

/// <summary>Every wrong frame gets an error with its code and field; nothing is stored and the socket stays open.</summary>
public sealed class WrongFramesTests(WrongFramesTests.Fixture fixture) : IClassFixture<WrongFramesTests.Fixture>
{
    private readonly Person ada = fixture.Ada;
    private readonly Person ben = fixture.Ben;
    private readonly long lobby = fixture.Lobby;

    /// <summary>Two people in a room, one of whom has said something, and a room of the other's.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private TestServer server = null!;

        public Person Ada { get; private set; } = null!;
        public Person Ben { get; private set; } = null!;
        public long Lobby { get; private set; }
        public long Attic { get; private set; }
        public long Bens { get; private set; }

        public async ValueTask InitializeAsync()
        {
            server = await TestServer.StartAsync();
            Ada = await server.RegisterAsync("ada");
            Ben = await server.RegisterAsync("ben");
            Lobby = await Ada.JoinAsync("lobby");
            await Ben.JoinAsync("lobby");
            Attic = await Ben.JoinAsync("attic");
            Bens = await Ben.SayAsync(Lobby, "mine");
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }

    [Theory]
    [InlineData("{", "parse_error", null)]
    [InlineData("", "parse_error", null)]
    [InlineData("{} {}", "parse_error", null)]
    [InlineData("[1]", "invalid", null)]
    [InlineData("null", "invalid", null)]
    [InlineData("""{"chat":1}""", "required", "event_type")]
    [InlineData("""{"event_type":7}""", "invalid", "event_type")]
    [InlineData("""{"event_type":"dance"}""", "invalid", "event_type")]
    [InlineData("""{"event_type":"join_chat"}""", "required", "chat")]
    [InlineData("""{"event_type":"join_chat","chat":null}""", "null", "chat")]
    [InlineData("""{"event_type":"join_chat","chat":"x"}""", "invalid", "chat")]
    [InlineData("""{"event_type":"join_chat","chat":1.5}""", "invalid", "chat")]
    [InlineData("""{"event_type":"join_chat","chat":0}""", "min_value", "chat")]
    [InlineData("""{"event_type":"join_chat","chat":9223372036854775808}""", "invalid", "chat")]
    [InlineData("""{"event_type":"join_chat","chat":LOBBY,"after":-1}""", "min_value", "after")]
    [InlineData("""{"event_type":"join_chat","chat":4711}""", "not_found", null)]
    [InlineData("""{"event_type":"join_chat","chat":ATTIC}""", "not_a_member", null)]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY}""", "required", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":null}""", "null", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":5}""", "invalid", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"  \n "}""", "blank", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"a\u0000b"}""", "invalid", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"a\u001bb"}""", "invalid", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"\ud800"}""", "invalid", "text")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"LONG"}""", "max_length", "text")]
    [InlineData(
        """{"event_type":"chat_message","chat":LOBBY,"text":"a","client_id":"with space"}""",
        "invalid",
        "client_id"
    )]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"a","client_id":7}""", "invalid", "client_id")]
    [InlineData("""{"event_type":"chat_message","chat":LOBBY,"text":"a","reply_to":4711}""", "invalid", "reply_to")]
    [InlineData("""{"event_type":"chat_message","chat":4711,"text":"a"}""", "not_found", null)]
    [InlineData("""{"event_type":"chat_message","chat":ATTIC,"text":"a"}""", "not_a_member", null)]
    [InlineData("""{"event_type":"chat_message","id":BENS,"text":"a"}""", "permission_denied", null)]
    [InlineData("""{"event_type":"chat_message","messageId":"x","text":"a"}""", "invalid", "message_id")]
    [InlineData("""{"event_type":"chat_message","id":4711,"text":"a"}""", "not_found", null)]
    [InlineData("""{"event_type":"delete_message"}""", "required", "id")]
    [InlineData("""{"event_type":"delete_message","id":4711}""", "not_found", null)]
    [InlineData("""{"event_type":"typing_indicator","chat":4711}""", "not_a_member", null)]
    [InlineData("""{"event_type":"attention"}""", "required", "state")]
    [InlineData("""{"event_type":"attention","state":null}""", "null", "state")]
    [InlineData("""{"event_type":"attention","state":7}""", "invalid", "state")]
    [InlineData("""{"event_type":"attention","state":"asleep"}""", "invalid", "state")]
    [InlineData("""{"event_type":"attention","state":"Idle"}""", "invalid", "state")]
    public async Task Is_told_and_changes_nothing(string frame, string code, string? attr)
    {
        var before = (await ben.GetAsync($"/api/chats/{lobby}")).Json.Version();
        await using var wire = await WebSocketClient.OpenAsync(ada);

        await wire.SendTextAsync(Filled(frame));

        var error = await wire.RefusedAsync(code);
        error.GetProperty("errors")[0].GetProperty("attr").GetString().ShouldBe(attr);
        (await ben.GetAsync($"/api/chats/{lobby}")).Json.Version().ShouldBe(before);
        await wire.SendAsync(new { event_type = "ping" });
        // Counts of what was unread before may still come in between.
        await wire.ExpectAsync("pong");
    }

    [Fact]
    public async Task Nested_too_deep_is_no_json()
    {
        await using var wire = await WebSocketClient.OpenAsync(ada);
        await wire.SendTextAsync($$"""{"event_type":"ping","x":{{new string('[', 40)}}{{new string(']', 40)}}}""");
        await wire.RefusedAsync("parse_error");
    }

    [Fact]
    public async Task The_refused_draft_is_named_by_its_client_id()
    {
        await using var wire = await WebSocketClient.OpenAsync(ada);
        await wire.SendMessageAsync(lobby, "", "which");
        (await wire.RefusedAsync("blank")).GetProperty("client_id").GetString().ShouldBe("which");
    }

    [Fact]
    public async Task A_frame_over_the_limit_closes_with_1009()
    {
        await using var wire = await WebSocketClient.OpenAsync(ada);
        await wire.SendTextAsync(new string('x', 65_537));
        (await wire.ClosedAsync()).ShouldBe(1009);
    }

    [Fact]
    public async Task A_binary_frame_closes_with_1003()
    {
        await using var wire = await WebSocketClient.OpenAsync(ada);
        await wire.SendBytesAsync([1, 2, 3], WebSocketMessageType.Binary);
        (await wire.ClosedAsync()).ShouldBe(1003);
    }

    [Fact]
    public async Task Text_that_is_no_utf8_closes_with_1007()
    {
        await using var wire = await WebSocketClient.OpenAsync(ada);
        await wire.SendBytesAsync([0xC3, 0x28], WebSocketMessageType.Text);
        (await wire.ClosedAsync()).ShouldBe(1007);
    }

    [Fact]
    public async Task Too_many_messages_are_throttled_and_never_appear()
    {
        await using var slow = await TestServer.StartAsync(
            "--Foyer:Limits:MessagesPerSecond=1",
            "--Foyer:Limits:MessageBurst=3"
        );
        var cleo = await slow.RegisterAsync("cleo");
        var chat = await cleo.JoinAsync("den");
        await using var wire = await WebSocketClient.JoinAsync(cleo, chat);
        for (var i = 0; i < 10; i++)
            await wire.SendMessageAsync(chat, $"m{i}", $"id{i}");

        var error = await wire.RefusedAsync("throttled");

        error.GetProperty("retry_after").GetInt32().ShouldBeGreaterThan(0);
        var refused = error.GetProperty("client_id").GetString()![2..];
        (await cleo.TextsAsync(chat)).ShouldNotContain($"m{refused}");
    }

    [Fact]
    public async Task Of_five_hundred_messages_at_once_the_budget_stands_and_all_others_are_refused_each_and_nobody_else()
    {
        await using var busy = await TestServer.StartAsync(UnlimitedActions.Use, "--Foyer:Limits:MessageBurst=100");
        var (emil, dora) = (await busy.RegisterAsync("emil"), await busy.RegisterAsync("dora"));
        var chat = await emil.JoinAsync("den");
        await dora.JoinAsync("den");
        await using var flood = await WebSocketClient.JoinAsync(emil, chat);
        await using var calm = await WebSocketClient.JoinAsync(dora, chat);

        var flooding = Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
                await flood.SendMessageAsync(chat, $"flood {i}", $"f{i}");
        });
        for (var i = 0; i < 20; i++)
            (await dora.PostAsync($"/api/chats/{chat}/messages", new { text = $"calm {i}" })).ShouldBe(201);
        await flooding;

        var (stored, refused) = (new List<string>(), 0);
        while (stored.Count + refused < 500)
        {
            var frame = await flood.NextAsync();
            if (frame.Type() == "error")
            {
                refused++;
                frame.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("throttled");
                frame.GetProperty("retry_after").GetInt32().ShouldBeGreaterThan(0);
            }
            else if (frame.Type() == "chat_message" && frame.GetProperty("message").TryGetProperty("client_id", out _))
                stored.Add(frame.GetProperty("message").Text());
        }
        // Joining the room cost one of the hundred.
        stored.ShouldBe(Enumerable.Range(0, 99).Select(i => $"flood {i}"));
        var seen = new HashSet<string>();
        while (seen.Count < stored.Count + 20)
            seen.Add((await calm.MessageAsync()).Text());
        seen.Where(text => text.StartsWith("flood")).ShouldBe(stored, ignoreOrder: true);
        seen.Count(text => text.StartsWith("calm")).ShouldBe(20);
        flood.CloseCode.ShouldBeNull();
    }

    [Fact]
    public async Task A_foreign_page_cannot_open_a_socket()
    {
        var own = ada.Http.DefaultRequestHeaders.GetValues("Origin").Single();
        ada.Http.DefaultRequestHeaders.Remove("Origin");
        ada.Http.DefaultRequestHeaders.Add("Origin", "https://evil.example");
        await Should.ThrowAsync<WebSocketException>(() => WebSocketClient.OpenAsync(ada));
        ada.Http.DefaultRequestHeaders.Remove("Origin");
        ada.Http.DefaultRequestHeaders.Add("Origin", own);
    }

    private string Filled(string frame) =>
        new StringBuilder(frame)
            .Replace("LOBBY", lobby.ToString())
            .Replace("ATTIC", fixture.Attic.ToString())
            .Replace("BENS", fixture.Bens.ToString())
            .Replace("LONG", new string('x', 4001))
            .ToString();
}
