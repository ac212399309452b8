namespace Foyer.Server.Tests.Storage.Sqlite;

/// <summary>Which trigrams of the search terms the full-text index is asked for.</summary>
public sealed class TrigramsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("東京")]
    [InlineData("👩👩")]
    public async Task A_term_of_fewer_than_three_characters_cannot_be_looked_up(string text)
    {
        await using var database = await FillAsync();

        Match(database, text).ShouldBeNull();
    }

    [Theory]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("👩👩👩", "\"👩👩👩\"")]
    [InlineData("or*", "\"or*\"")]
    public async Task A_trigram_is_quoted_and_cut_between_characters(string text, string query)
    {
        await using var database = await FillAsync();

        Match(database, text).ShouldBe(query);
    }

    [Fact]
    public async Task Common_trigrams_are_left_out_where_a_rare_one_excludes_nearly_everything()
    {
        await using var database = await FillAsync([.. Enumerable.Repeat("lantern", 300), "lantern zebra"]);

        Match(database, "lantern", "zebra").ShouldBe("\"zeb\"");
        Match(database, "lantern").ShouldNotBeNull().ShouldContain("\"");
        Match(database, "lan").ShouldBe("\"lan\"", "the only one is asked for, however common");
    }

    private static string? Match(TestDatabase database, params string[] text) =>
        database.Read(db => database.Database.Match(db, text));

    private static async Task<TestDatabase> FillAsync(params string[] messages)
    {
        var database = await TestDatabase.OpenAsync();
        await database.ExecuteAsync(
            "insert into chats (id, kind, name, name_key, created_at) values (1, 'public', 'den', 'den', 1)"
        );
        foreach (var (number, text) in messages.Index())
            await database.ExecuteAsync(
                "insert into messages (chat_id, version, kind, text, created_at) values (1, @number, 'text', @text, 1)",
                new { number, text }
            );
        (await database.Writer.WriteAsync<int>(write => database.Database.IndexText(write, 1000))).Value.ShouldBe(
            messages.Length
        );
        return database;
    }
}
