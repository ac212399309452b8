using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Storage;

/// <summary>Keys that are computed again, rows whose keys become the same, and finding them by their names.</summary>
public sealed class UniqueKeysTests
{
    [Fact]
    public async Task Of_two_rows_with_the_same_new_key_the_older_one_gets_it_and_both_are_found_by_their_spelling()
    {
        await using var database = await FillAsync(("Straße", "straße"), ("STRASSE", "strasse"), ("Ben", "ben"));

        Renew(database);

        Keys(database).ShouldBe(["strasse", "strasse#2", "ben"]);
        Find(database, "Straße").ShouldBe(1);
        Find(database, "STRASSE").ShouldBe(2);
        Find(database, "strasse").ShouldBe(1, "no row has this spelling: the one with the plain key");
        Find(database, "BEN").ShouldBe(3);
        Find(database, "strass").ShouldBe(0);
    }

    [Fact]
    public async Task Keys_that_change_places_do_not_collide_on_the_way()
    {
        await using var database = await FillAsync(("b", "a"), ("a", "b"));

        Renew(database);

        Keys(database).ShouldBe(["b", "a"]);
    }

    [Fact]
    public async Task Renewing_again_changes_nothing()
    {
        await using var database = await FillAsync(("a", "x"), ("A", "y"), ("A ", "z"));
        Renew(database);
        var keys = Keys(database);
        keys.ShouldBe(["a", "a#2", "a#3"]);

        Renew(database);

        Keys(database).ShouldBe(keys);
    }

    private static async Task<TestDatabase> FillAsync(params (string Name, string Key)[] rows)
    {
        var database = await TestDatabase.OpenAsync();
        await database.ExecuteAsync(
            "create table things (id integer primary key, name text not null, name_key text not null unique)"
        );
        foreach (var (name, key) in rows)
            await database.ExecuteAsync("insert into things (name, name_key) values (@name, @key)", new { name, key });
        return database;
    }

    private static string Key(string name) =>
        name.Trim().Replace("ß", "ss", StringComparison.Ordinal).ToLowerInvariant();

    private static void Renew(TestDatabase database) =>
        database
            .Writer.WriteAsync<int>(write =>
            {
                // The writer has a transaction open already.
                UniqueKeys.Renew(
                    write.Connection,
                    null!,
                    "things",
                    "name_key",
                    "select id, name as text, name_key as key from things order by id",
                    Key
                );
                return 1;
            })
            .GetAwaiter()
            .GetResult()
            .Refusal.ShouldBeNull();

    private static List<string> Keys(TestDatabase database) =>
        database.Read(db => db.List<string>("select name_key from things order by id"));

    private static long Find(TestDatabase database, string name) =>
        database.Read(db =>
            db.First<long>(
                $"select id from things where {UniqueKeys.Finding("name")}",
                UniqueKeys.Named(name, Key(name))
            )
        );
}
