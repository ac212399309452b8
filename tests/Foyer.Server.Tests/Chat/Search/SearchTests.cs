using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Search;

public sealed class SearchTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private long den;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        den = await ada.JoinAsync("den");
        foreach (
            var text in new[]
            {
                "Über den Wolken",
                "東京タワー",
                "lantern light",
                "the light lamp",
                "50% off_now",
                "say \"hello\" OR bye",
                "ananas nanan",
                "🎂🎂 🕯️🎈🎁",
            }
        )
            await ada.SayAsync(den, text);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("wolk", "Über den Wolken")]
    [InlineData("ÜBER", "Über den Wolken")]
    [InlineData("東京", "東京タワー")]
    [InlineData("京", "東京タワー")]
    [InlineData("light", "the light lamp|lantern light")]
    [InlineData("light lantern", "lantern light")]
    [InlineData("\"light lamp\"", "the light lamp")]
    [InlineData("light 東京", "")]
    [InlineData("%", "50% off_now")]
    [InlineData("off_now", "50% off_now")]
    [InlineData("offxnow", "")]
    [InlineData("OR", "say \"hello\" OR bye")]
    [InlineData("* NEAR( \" '", "")]
    [InlineData("nananas", "")]
    [InlineData("nana anas", "ananas nanan")]
    [InlineData("🎂🎂", "🎂🎂 🕯️🎈🎁")]
    [InlineData("🎈🎁", "🎂🎂 🕯️🎈🎁")]
    [InlineData("🕯️🎈🎁", "🎂🎂 🕯️🎈🎁")]
    public async Task Finds_parts_of_words_in_any_script_before_and_after_indexing(string words, string expected)
    {
        var query = $"search={Uri.EscapeDataString(words)}";
        var before = await ada.TextsAsync(den, query);
        await IndexAsync();
        var after = await ada.TextsAsync(den, query);

        before.ShouldBe(expected.Split('|', StringSplitOptions.RemoveEmptyEntries));
        after.ShouldBe(before);
    }

    [Fact]
    public async Task Finds_a_word_as_long_as_may_be_asked_for()
    {
        var word = string.Concat(Enumerable.Range(100, 60).Select(number => $"{number}"));
        await ada.SayAsync(den, word);
        await IndexAsync();

        (await ada.TextsAsync(den, $"search={word}")).ShouldBe([word]);
    }

    // Rare words beside common ones, overlapping and repeated: the result must not depend on which of them are looked up in the index.
    [Fact]
    public async Task Finds_what_reading_everything_would_find()
    {
        string[] syllables = ["ba", "den", "ul", "sta", "zor"];
        string Word(int number) =>
            syllables[number % 5] + syllables[number / 2 % 5] + (number % 3 == 0 ? syllables[number / 7 % 5] : "");
        var texts = Enumerable
            .Range(0, 30)
            .Select(number => $"{Word(number)} {Word(number * number)} den{Word(number / 3)}")
            .ToList();
        foreach (var text in texts)
            await ada.SayAsync(den, text);
        await IndexAsync();

        var found = 0;
        for (var number = 0; number < 30; number++)
        {
            string[] words = [Word(number), Word(number * 7)[..4], "den"];
            var expected = texts.Where(text => words.All(text.Contains)).Reverse().ToList();
            (await ada.TextsAsync(den, $"search={string.Join('+', words)}&limit=100")).ShouldBe(expected);
            found += expected.Count;
        }
        found.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Finds_an_edited_message_by_its_new_words_only_and_a_deleted_one_not_at_all()
    {
        var id = await ada.SayAsync(den, "marmalade");
        await IndexAsync();
        await ada.PatchAsync($"/api/messages/{id}", new { text = "porridge" });
        (await ada.TextsAsync(den, "search=marmalade")).ShouldBeEmpty();
        (await ada.TextsAsync(den, "search=porridge")).ShouldBe(["porridge"]);

        await ada.DeleteAsync($"/api/messages/{id}");
        (await ada.TextsAsync(den, "search=porridge")).ShouldBeEmpty();
    }

    private async Task IndexAsync()
    {
        var (database, writer) = (server.Get<Database>(), server.Get<Writer>());
        while ((await writer.WriteAsync<int>(write => database.IndexText(write, 100))).Value > 0) { }
    }
}
