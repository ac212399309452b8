using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Messages;

public sealed class ReactionsTests : IAsyncLifetime
{
    private const string Heart = "❤️";

    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;
    private long message;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        message = await ada.SayAsync(lobby, "Hello");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_reaction_is_a_new_version_that_all_see_alike_live_and_in_history()
    {
        await ben.JoinAsync("lobby");
        await using var line = await WebSocketClient.JoinAsync(ada, lobby);
        var before = (await ada.GetAsync($"/api/messages/{message}")).Json.GetProperty("version").GetInt64();

        await ben.PutAsync(Path(Heart));
        await ada.PutAsync(Path(Heart));
        (await ben.PutAsync(Path("👍🏽"))).ShouldBe(200);

        System.Text.Json.JsonElement live;
        do live = await line.MessageAsync();
        while (!Reactions(live).Contains("👍", StringComparison.Ordinal));
        var fetched = (await ada.GetAsync($"/api/messages/{message}")).Json;
        Reactions(fetched).ShouldBe($"{Heart}{ben.Id},{ada.Id} 👍🏽{ben.Id}");
        Reactions(live).ShouldBe(Reactions(fetched));
        fetched.GetProperty("version").GetInt64().ShouldBe(before + 4, "the join line took one");
        fetched.GetProperty("text").GetString().ShouldBe("Hello");
    }

    [Fact]
    public async Task The_same_reaction_twice_is_one_and_taking_it_back_twice_is_no_error()
    {
        await ada.PutAsync(Path(Heart));
        var version = (await ada.GetAsync($"/api/messages/{message}")).Json.GetProperty("version").GetInt64();

        (await ada.PutAsync(Path(Heart))).ShouldBe(200).Json.GetProperty("version").GetInt64().ShouldBe(version);
        (await ada.DeleteAsync(Path(Heart))).ShouldBe(204);
        (await ada.DeleteAsync(Path(Heart))).ShouldBe(204);

        Reactions((await ada.GetAsync($"/api/messages/{message}")).Json).ShouldBe("");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("<b>")]
    [InlineData("❤️❤️")]
    [InlineData("é")]
    public async Task What_is_not_one_emoji_is_refused(string text) =>
        (await ada.PutAsync(Path(text))).ShouldRefuse(400, "invalid");

    [Fact]
    public async Task Who_has_not_joined_and_who_may_not_see_are_told_apart()
    {
        var secret = await ada.MakePrivateRoomAsync("secret");
        var hidden = await ada.SayAsync(secret, "Hush");

        (await ben.PutAsync(Path(Heart))).ShouldRefuse(403, "not_a_member");
        (await ben.PutAsync($"/api/messages/{hidden}/reactions/{Uri.EscapeDataString(Heart)}")).ShouldRefuse(
            404,
            "not_found"
        );
        (await ben.PutAsync($"/api/messages/{hidden}/pin")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_deleted_message_takes_no_reaction_and_keeps_none()
    {
        await ada.PutAsync(Path(Heart));
        await ada.DeleteAsync($"/api/messages/{message}");

        (await ada.PutAsync(Path(Heart))).ShouldRefuse(409, "message_deleted");
        Reactions((await ada.GetAsync($"/api/messages/{message}")).Json).ShouldBe("");
    }

    [Fact]
    public async Task Pins_are_listed_latest_first_until_taken_off()
    {
        var second = await ada.SayAsync(lobby, "Rules");
        await ada.PutAsync($"/api/messages/{message}/pin");
        (await ada.PutAsync($"/api/messages/{second}/pin")).ShouldBe(200);
        (await Pins()).ShouldBe([second, message]);

        (await ada.DeleteAsync($"/api/messages/{second}/pin")).ShouldBe(204);
        (await Pins()).ShouldBe([message]);
        await ada.DeleteAsync($"/api/messages/{message}");
        (await Pins()).ShouldBeEmpty();
    }

    private async Task<IEnumerable<long>> Pins() =>
        (await ada.GetAsync($"/api/chats/{lobby}/pins"))
            .ShouldBe(200)
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(pin => pin.GetProperty("id").GetInt64());

    private string Path(string emoji) => $"/api/messages/{message}/reactions/{Uri.EscapeDataString(emoji)}";

    private static string Reactions(System.Text.Json.JsonElement shown) =>
        string.Join(
            " ",
            shown
                .GetProperty("reactions")
                .EnumerateObject()
                .Select(one => one.Name + string.Join(",", one.Value.EnumerateArray()))
        );
}
