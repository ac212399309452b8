using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Messages;

public sealed class HistoryTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private long den;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:Limits:MessagesPerSecond=0");
        ada = await server.RegisterAsync("ada");
        den = await ada.JoinAsync("den");
        for (var i = 1; i <= 9; i++)
            await ada.SayAsync(den, $"m{i}");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_newest_come_first_unless_the_oldest_are_asked_for()
    {
        (await ada.TextsAsync(den, "limit=3")).ShouldBe(["m9", "m8", "m7"]);
        (await ada.TextsAsync(den, "limit=3&sort=timestamp")).ShouldBe(["ada has joined the chat", "m1", "m2"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sort=timestamp")]
    public async Task Following_next_and_then_previous_visits_every_message_once_each_way(string sort)
    {
        var first = $"/api/chats/{den}/messages?limit=3{sort}";
        var (onward, last) = await FollowAsync(first, "next");
        var (back, _) = await FollowAsync(last, "previous");

        onward.Count.ShouldBe(10);
        onward.Distinct().Count().ShouldBe(10);
        back.ShouldBe(onward[..9].Chunk(3).Reverse().SelectMany(page => page).Prepend(onward[9]).ToList());
    }

    [Fact]
    public async Task Before_after_and_around_are_exclusive_cursors_and_a_middle()
    {
        var all = await IdsAsync("limit=200&sort=timestamp");
        (await IdsAsync($"before={all[4]}&limit=2")).ShouldBe([all[3], all[2]]);
        (await IdsAsync($"after={all[4]}&sort=timestamp&limit=2")).ShouldBe([all[5], all[6]]);
        (await IdsAsync($"after={all[4]}")).ShouldBe(all[5..].Reverse().ToArray());
        (await IdsAsync($"around={all[5]}&limit=4&sort=timestamp")).ShouldBe(all[3..7]);
    }

    [Fact]
    public async Task One_author_and_a_span_of_time_can_be_chosen()
    {
        var ben = await server.RegisterAsync("ben");
        await ben.JoinAsync("den");
        server.Clock.Move(TimeSpan.FromHours(2));
        await ben.SayAsync(den, "later");
        var between = Uri.EscapeDataString(server.Clock.GetUtcNow().AddHours(-1).ToString("O"));
        (await ada.TextsAsync(den, $"user={ben.Id}&search=later")).ShouldBe(["later"]);
        (await ada.TextsAsync(den, $"from={between}")).ShouldBe(["later"]);
        (await ada.TextsAsync(den, $"to={between}")).ShouldNotContain("later");
    }

    [Theory]
    [InlineData("limit=0", "limit", "min_value")]
    [InlineData("limit=201", "limit", "max_value")]
    [InlineData("limit=x", "limit", "invalid")]
    [InlineData("before=x", "before", "invalid")]
    [InlineData("after=-1", "after", "min_value")]
    [InlineData("sort=sideways", "sort", "invalid")]
    [InlineData("from=yesterday", "from", "invalid")]
    [InlineData("from=18:00", "from", "invalid")]
    [InlineData("from=2026-03", "from", "invalid")]
    [InlineData("to=2026-03-14T18:00:00", "to", "invalid")]
    [InlineData("to=2026-02-30", "to", "invalid")]
    public async Task A_wrong_query_names_its_field(string query, string attr, string code) =>
        (await ada.GetAsync($"/api/chats/{den}/messages?{query}")).ShouldBe(400).Errors.ShouldBe([$"{attr}: {code}"]);

    [Fact]
    public async Task A_room_one_may_not_see_is_not_found()
    {
        var secret = (await ada.PostAsync("/api/chats", new { name = "secret", kind = "private" })).ShouldBe(201).Json;
        var ben = await server.RegisterAsync("ben");
        var id = secret.GetProperty("id").GetInt64();
        var message = await ada.SayAsync(id, "hidden words");
        var missing = await ben.GetAsync("/api/chats/4711/messages");

        (await ben.GetAsync($"/api/chats/{id}/messages")).Text.ShouldBe(missing.Text);
        (await ben.GetAsync($"/api/chats/{id}")).ShouldRefuse(404, "not_found");
        (await ben.GetAsync($"/api/messages/{message}")).ShouldRefuse(404, "not_found");
        (await ben.GetAsync($"/api/chats/{id}/members")).ShouldRefuse(404, "not_found");
        (await ben.PostAsync($"/api/chats/{id}/messages", new { text = "knock" })).ShouldRefuse(404, "not_found");
        (await ben.PostAsync($"/api/chats/{id}/join")).ShouldRefuse(404, "not_found");
        (await ben.PatchAsync($"/api/messages/{message}", new { text = "x" })).ShouldRefuse(404, "not_found");
        (await ben.DeleteAsync($"/api/messages/{message}")).ShouldRefuse(404, "not_found");
    }

    private async Task<long[]> IdsAsync(string query) =>
        [
            .. (await ada.GetAsync($"/api/chats/{den}/messages?{query}"))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray()
                .Select(message => message.Id()),
        ];

    private async Task<(List<long> Ids, string Last)> FollowAsync(string address, string link)
    {
        var ids = new List<long>();
        while (true)
        {
            var page = (await ada.GetAsync(address)).ShouldBe(200).Json;
            ids.AddRange(page.GetProperty("results").EnumerateArray().Select(message => message.Id()));
            if (page.GetProperty(link).GetString() is not { } next)
                return (ids, address);
            address = next;
        }
    }
}
