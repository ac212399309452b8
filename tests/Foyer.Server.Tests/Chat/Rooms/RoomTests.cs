using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Rooms;

public sealed class RoomTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_unknown_name_makes_a_room_and_a_known_one_joins_it_whatever_its_case()
    {
        var made = (await ada.PostAsync("/api/chats/join", new { name = "Garden" })).ShouldBe(201).Json;
        var joined = (await ben.PostAsync("/api/chats/join", new { name = "gARDEN" })).ShouldBe(200).Json;

        joined.Id().ShouldBe(made.Id());
        made.GetProperty("role").GetString().ShouldBe("owner");
        joined.GetProperty("role").GetString().ShouldBe("member");
        joined.GetProperty("members").GetInt32().ShouldBe(2);
        (await ada.TextsAsync(made.Id())).ShouldBe(["ben has joined the chat", "ada has joined the chat"]);
    }

    [Fact]
    public async Task An_integer_is_a_name_and_never_an_id()
    {
        await ada.JoinAsync("first");
        var room = (await ada.PostAsync("/api/chats/join", new { name = 1 })).ShouldBe(201).Json;
        room.GetProperty("name").GetString().ShouldBe("1");
        room.Id().ShouldNotBe(1);
    }

    [Fact]
    public async Task A_private_rooms_name_is_not_looked_at()
    {
        var secret = (await ada.PostAsync("/api/chats", new { name = "cellar", kind = "private" }))
            .ShouldBe(201)
            .Json.Id();
        (await ben.PostAsync("/api/chats/join", new { name = "cellar" })).ShouldBe(201).Json.Id().ShouldNotBe(secret);
    }

    [Fact]
    public async Task Many_at_once_who_type_a_new_name_share_one_room()
    {
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i => (i % 2 == 0 ? ada : ben).PostAsync("/api/chats/join", new { name = "rush" }))
        );
        replies.Count(reply => reply.Status == 201).ShouldBe(1);
        replies.Select(reply => reply.Json.Id()).Distinct().Count().ShouldBe(1);
        (await ada.TextsAsync(replies[0].Json.Id())).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{}""", "required")]
    [InlineData("""{"name":null}""", "null")]
    [InlineData("""{"name":""}""", "blank")]
    [InlineData("""{"name":"   "}""", "blank")]
    [InlineData("""{"name":["a"]}""", "invalid")]
    [InlineData("""{"name":"a\nb"}""", "invalid")]
    [InlineData("""{"name":"a\u0000"}""", "invalid")]
    [InlineData("""{"name":"LONG"}""", "max_length")]
    public async Task A_wrong_name_is_told(string body, string code)
    {
        (await ada.PostTextAsync("/api/chats/join", body.Replace("LONG", new string('x', 65))))
            .ShouldBe(400)
            .Errors.ShouldBe([$"name: {code}"]);
        (await ada.GetAsync("/api/chats")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Making_a_room_under_a_taken_name_is_refused_and_kinds_are_few()
    {
        (await ada.PostAsync("/api/chats", new { name = "hall", topic = "All of us" }))
            .ShouldBe(201)
            .Json.GetProperty("topic")
            .GetString()
            .ShouldBe("All of us");
        (await ben.PostAsync("/api/chats", new { name = "HALL" })).ShouldBe(400).Errors.ShouldBe(["name: unique"]);
        (await ben.PostAsync("/api/chats", new { name = "x", kind = "direct" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["kind: invalid"]);
    }

    [Fact]
    public async Task Leaving_writes_a_line_and_the_owner_hands_the_room_on()
    {
        var room = await ada.JoinAsync("stage");
        await ben.JoinAsync("stage");
        (await ada.PostAsync($"/api/chats/{room}/leave")).ShouldBe(204);
        (await ada.PostAsync($"/api/chats/{room}/leave")).ShouldBe(204);

        (await ben.TextsAsync(room))[0].ShouldBe("ada has left the chat");
        (await ben.TextsAsync(room)).Length.ShouldBe(3);
        (await ben.GetAsync($"/api/chats/{room}")).Json.GetProperty("role").GetString().ShouldBe("owner");
        (await ada.PostAsync($"/api/chats/{room}/messages", new { text = "hello?" })).ShouldRefuse(403, "not_a_member");
        (await ada.TextsAsync(room)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Lists_go_on_by_cursor_and_public_ones_can_be_searched()
    {
        for (var i = 0; i < 5; i++)
            await ada.JoinAsync($"room {i}");
        await ben.JoinAsync("kitchen");

        var page = (await ada.GetAsync("/api/chats?limit=3")).Json;
        var rest = (await ada.GetAsync(page.GetProperty("next").GetString()!)).Json;

        page.GetProperty("results").GetArrayLength().ShouldBe(3);
        rest.GetProperty("results").GetArrayLength().ShouldBe(2);
        rest.GetProperty("next").GetString().ShouldBeNull();
        (await ada.GetAsync("/api/chats?public=true&search=KITCH"))
            .Json.GetProperty("results")[0]
            .GetProperty("name")
            .GetString()
            .ShouldBe("kitchen");
    }

    [Fact]
    public async Task Nothing_is_answered_without_a_session()
    {
        var anonymous = server.Stranger();
        (await anonymous.GetAsync("/api/chats")).ShouldRefuse(401, "not_authenticated");
        (await anonymous.PostAsync("/api/chats/join", new { name = "x" })).ShouldRefuse(401, "not_authenticated");
        (await anonymous.GetAsync("/api/chats/1/messages")).ShouldRefuse(401, "not_authenticated");
        (await anonymous.GetAsync("/api/stream?chats=1")).ShouldRefuse(401, "not_authenticated");
    }
}
