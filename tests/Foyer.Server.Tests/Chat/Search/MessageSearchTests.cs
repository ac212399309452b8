using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Chat.Search;

public sealed class MessageSearchTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;
    private long secret;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        secret = await ada.MakePrivateRoomAsync("secret garden");
        await ada.SayAsync(lobby, "The picnic is on Sunday");
        await ben.SayAsync(lobby, "Sunday picnics are the best, see https://example.org");
        await ada.SayAsync(secret, "A picnic for two");
        await ben.SayAsync(lobby, "東京 in the rain");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(
        "picnic",
        "A picnic for two|The picnic is on Sunday|Sunday picnics are the best, see https://example.org"
    )]
    [InlineData("PICNIC sunday", "The picnic is on Sunday|Sunday picnics are the best, see https://example.org")]
    [InlineData("\"picnic is\"", "The picnic is on Sunday")]
    [InlineData("picnic from:ben", "Sunday picnics are the best, see https://example.org")]
    [InlineData("picnic in:\"secret garden\"", "A picnic for two")]
    [InlineData("has:link", "Sunday picnics are the best, see https://example.org")]
    [InlineData("東京", "東京 in the rain")]
    [InlineData("picnic before:2001-01-01", "")]
    [InlineData(
        "picnic after:2001-01-01",
        "A picnic for two|The picnic is on Sunday|Sunday picnics are the best, see https://example.org"
    )]
    [InlineData("picnic after:2999-01-01", "")]
    [InlineData("picnic in:lobby from:ada before:2999-01-01T00:00:00Z", "The picnic is on Sunday")]
    [InlineData("picnic in:lobby from:ada before:2999-01-01T00:00:00.250236+02:00", "The picnic is on Sunday")]
    [InlineData("picnic in:lobby after:2001-01-01 from:ada", "The picnic is on Sunday")]
    [InlineData("picnic in:lobby from:ada has:link", "")]
    [InlineData("picnic in:nowhere", "")]
    [InlineData("picnic from:nobody", "")]
    [InlineData("pic*", "")]
    [InlineData("\" OR text:", "")]
    public async Task Words_and_filters_find_what_fits_the_best_first(string typed, string expected) =>
        string.Join('|', await FindAsync(ada, typed)).ShouldBe(expected);

    [Fact]
    public async Task Indexed_or_not_the_same_is_found()
    {
        var before = await FindAsync(ada, "picnic sunday", "&sort=timestamp");
        await IndexAsync();

        (await FindAsync(ada, "picnic sunday", "&sort=timestamp")).ShouldBe(before);
        before.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_one_may_not_read_is_not_found()
    {
        (await FindAsync(ada, "two")).ShouldHaveSingleItem();
        (await FindAsync(ben, "two")).ShouldBeEmpty();
        (await FindAsync(ben, "picnic in:\"secret garden\"")).ShouldBeEmpty();
        (await ResultsAsync(ben, "garden", "&kind=room")).ShouldBeEmpty();
        (await ResultsAsync(ada, "garden", "&kind=room")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_deleted_is_not_found()
    {
        var id = await ada.SayAsync(lobby, "Regrettable words");
        await IndexAsync();
        (await FindAsync(ben, "regrettable")).ShouldHaveSingleItem();

        await ada.DeleteAsync($"/api/messages/{id}");

        (await FindAsync(ben, "regrettable")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("&sort=timestamp")]
    [InlineData("&sort=relevance")]
    public async Task Pages_follow_each_other_without_hole_or_repetition(string sort)
    {
        for (var i = 0; i < 7; i++)
            await ada.SayAsync(lobby, i % 2 == 0 ? $"tulip {i}" : $"tulips {i}");
        var all = await FindAsync(ada, "tulip", sort);

        var gathered = new List<string>();
        var path = $"/api/search?q=tulip&limit=3{sort}";
        for (var page = 0; path is not null; page++)
        {
            page.ShouldBeLessThan(5);
            var reply = (await ada.GetAsync(path)).ShouldBe(200).Json;
            gathered.AddRange(reply.GetProperty("results").EnumerateArray().Select(message => message.Text()));
            path = reply.GetProperty("next").GetString();
        }

        gathered.ShouldBe(all);
        all.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Files_are_found_by_what_they_are()
    {
        var upload = (await ada.UploadAsync(lobby, "a.png", Samples.Png())).Json.GetProperty("id").GetInt64();
        await ada.PostAsync($"/api/chats/{lobby}/messages", new { text = "A view", attachments = new[] { upload } });

        (await FindAsync(ben, "has:image")).ShouldBe(["A view"]);
        (await FindAsync(ben, "has:file view")).ShouldBe(["A view"]);
    }

    [Fact]
    public async Task People_are_found_by_the_same_search() =>
        (await ResultsAsync(ada, "be", "&kind=user"))
            .ShouldHaveSingleItem()
            .GetProperty("username")
            .GetString()
            .ShouldBe("ben");

    [Theory]
    [InlineData("/api/search", "q: required")]
    [InlineData("/api/search?q=x&kind=song", "kind: invalid")]
    [InlineData("/api/search?q=x&before=yesterday", "before: invalid")]
    [InlineData("/api/search?q=x&before=18:00", "before: invalid")]
    [InlineData("/api/search?q=x&before=March%2014", "before: invalid")]
    [InlineData("/api/search?q=x&before=2026-02-30", "before: invalid")]
    [InlineData("/api/search?q=x&after=14", "after: invalid")]
    [InlineData("/api/search?q=x&after=2026-03", "after: invalid")]
    [InlineData("/api/search?q=x&after=03/14/2026", "after: invalid")]
    [InlineData("/api/search?q=x&after=2026-03-14T18:00:00", "after: invalid")]
    [InlineData("/api/search?q=after:18:00", "after: invalid")]
    [InlineData("/api/search?q=has:gold", "has: invalid")]
    [InlineData("/api/search?kind=user", "q: required")]
    [InlineData("/api/search?q=x&limit=201", "limit: max_value")]
    public async Task Wrong_questions_are_refused(string path, string error) =>
        (await ada.GetAsync(path)).ShouldBe(400).Errors.ShouldBe([error]);

    private async Task IndexAsync()
    {
        var database = server.Get<Foyer.Server.Storage.Database>();
        (
            await server.Get<Foyer.Server.Storage.Writer>().WriteAsync<int>(write => database.IndexText(write, 1000))
        ).Refusal.ShouldBeNull();
    }

    private static async Task<List<string>> FindAsync(Person person, string typed, string more = "") =>
        (await ResultsAsync(person, typed, more)).ConvertAll(message => message.Text());

    private static async Task<List<System.Text.Json.JsonElement>> ResultsAsync(
        Person person,
        string typed,
        string more
    ) =>
        [
            .. (await person.GetAsync($"/api/search?q={Uri.EscapeDataString(typed)}{more}"))
                .ShouldBe(200)
                .Json.GetProperty("results")
                .EnumerateArray(),
        ];
}
