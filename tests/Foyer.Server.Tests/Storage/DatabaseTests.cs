using Foyer.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>Reads, lists as one parameter, patterns, keys, and which faults are faults of the storage.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public async Task A_read_cannot_write_and_its_fault_leaves_the_next_read_unharmed()
    {
        await using var database = await TestDatabase.OpenAsync();

        Should
            .Throw<SqliteException>(() =>
                database.Read(db => db.List<long>("insert into notes (text) values ('a') returning id"))
            )
            .SqliteErrorCode.ShouldBe(SQLitePCL.raw.SQLITE_READONLY);

        database.Notes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_on_a_thread_that_must_not_wait_runs_on_another_one()
    {
        await using var database = await TestDatabase.OpenAsync();
        int? usual = null;
        int? kept = null;
        var thread = new Thread(() =>
        {
            usual = database.Read(_ => Environment.CurrentManagedThreadId);
            Server.Storage.Database.KeepReadsOffThisThread();
            kept = database.Read(_ => Environment.CurrentManagedThreadId);
        });
        thread.Start();
        thread.Join();

        usual.ShouldBe(thread.ManagedThreadId);
        kept.ShouldNotBeNull();
        kept.ShouldNotBe(thread.ManagedThreadId);
    }

    [Fact]
    public async Task A_list_of_any_length_and_content_is_one_parameter()
    {
        await using var database = await TestDatabase.OpenAsync();
        string[] texts = ["it's", "\"quoted\"", "a,b", "東京", "[1]", "not asked for"];
        foreach (var text in texts)
            await database.AddAsync(text);
        var sql = $"select text from notes where text in {database.Database.Listed("text")} order by id";

        List<string> Find(IEnumerable<string> values) =>
            database.Read(db => db.List<string>(sql, new { rows = Server.Storage.Database.Values(values) }));

        Find(texts[..^1]).ShouldBe(texts[..^1]);
        Find(["東京"]).ShouldBe(["東京"]);
        Find([]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_of_several_columns_are_one_parameter()
    {
        await using var database = await TestDatabase.OpenAsync();

        database
            .Read(db =>
                db.List<(long, string)>(
                    $"select chat, name from {database.Database.Rows(("chat", "bigint"), ("name", "text"))} r order by chat desc",
                    new { rows = """[{"chat": 1, "name": "it's"}, {"chat": 9007199254740993, "name": "b"}]""" }
                )
            )
            .ShouldBe([(9_007_199_254_740_993, "b"), (1, "it's")]);
    }

    [Theory]
    [InlineData("50%", "50% off")]
    [InlineData("5_", "5_0")]
    [InlineData(@"\", @"back\slash")]
    [InlineData("STRASSE", "Straße")]
    [InlineData("50", "50% off|500 off")]
    public async Task A_pattern_finds_what_contains_the_text_and_has_no_wildcards(string text, string found)
    {
        await using var database = await TestDatabase.OpenAsync();
        foreach (var note in new[] { "50% off", "500 off", "5_0", @"back\slash", "Straße" })
            await database.AddAsync(note);

        database
            .Read(db =>
                db.List<string>(
                    $@"select text from notes where {database.Database.KeyOf("text")} like @like escape '\' order by id",
                    new { like = LikePattern.Containing(text) }
                )
            )
            .ShouldBe(found.Split('|'));
    }

    [Fact]
    public void No_text_has_no_pattern_and_text_that_is_too_long_finds_nothing()
    {
        LikePattern.Containing(null).ShouldBeNull();
        LikePattern.Containing(" ").ShouldBeNull();
        LikePattern.Containing(new string('a', 5000)).ShouldBe($"%{new string('a', 5000)}%");
        LikePattern.Containing(new string('a', 5001)).ShouldBe("");
    }

    [Theory]
    [InlineData(SQLitePCL.raw.SQLITE_FULL, true)]
    [InlineData(SQLitePCL.raw.SQLITE_IOERR, true)]
    [InlineData(SQLitePCL.raw.SQLITE_CORRUPT, true)]
    [InlineData(SQLitePCL.raw.SQLITE_READONLY, true)]
    [InlineData(SQLitePCL.raw.SQLITE_BUSY, true)]
    [InlineData(SQLitePCL.raw.SQLITE_CONSTRAINT, false)]
    [InlineData(SQLitePCL.raw.SQLITE_ERROR, false)]
    [InlineData(SQLitePCL.raw.SQLITE_TOOBIG, false)]
    public async Task Only_faults_of_the_file_are_faults_of_the_storage(int code, bool isBroken)
    {
        await using var database = await TestDatabase.OpenAsync();

        database.Database.IsBroken(new SqliteException("a fault", code)).ShouldBe(isBroken);
        database.Database.IsBroken(new InvalidOperationException("a bug")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_row_that_refers_to_a_missing_one_is_found()
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Database.FindFaults().ShouldBeEmpty();
        using (var connection = new SqliteConnection($"Data Source={database.File};Pooling=False;Foreign Keys=False"))
        {
            connection.Open();
            using var insert = connection.CreateCommand();
            insert.CommandText = "insert into notes (text, of_id) values ('orphan', 999)";
            insert.ExecuteNonQuery();
        }

        database.Database.FindFaults().ShouldHaveSingleItem().ShouldContain("notes");
    }
}
