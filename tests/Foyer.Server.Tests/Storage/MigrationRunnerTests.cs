using Dapper;
using Foyer.Server.Storage;
using Foyer.Server.Storage.Sqlite;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>Numbered migrations, in SQL and in C#: their order, each once, and a new start after a fault.</summary>
public sealed class MigrationRunnerTests : IDisposable
{
    private readonly string folder = TestServer.NewFolder();
    private readonly List<string> ran = [];

    private string File => Path.Combine(folder, "foyer.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_and_code_run_in_the_order_of_their_names()
    {
        Migrate(Step("9001_last"), Step("0002_between"), Step("0001_a_second"));

        ran.ShouldBe(["0001_a_second", "0002_between", "9001_last"]);
        var names = Applied();
        names.ShouldBe(names.Order(StringComparer.Ordinal));
        names.ShouldContain("0001_foundation.sqlite");
        names.Except(ran).ShouldBe(MigrationRunner.Names("sqlite"));
    }

    [Fact]
    public void A_step_in_code_finds_what_earlier_files_made_and_nothing_of_later_ones()
    {
        var tables = new List<string>();

        Migrate(
            new CodeMigration(
                "0002_between",
                (connection, transaction) =>
                    tables.AddRange(
                        connection.Query<string>(
                            "select name from sqlite_master where name in ('users', 'tokens', 'friendships', 'events', 'bookings')",
                            transaction: transaction
                        )
                    )
            )
        );

        tables.ShouldContain("users");
        tables.ShouldNotContain("events");
        Read("select name from sqlite_master where name = 'events'").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Migrate(Step("9001_last"));
        var (applied, schema) = (Applied(), Read("select sql from sqlite_master where sql is not null order by name"));
        schema.Count.ShouldBeGreaterThan(20);

        Migrate(Step("9001_last"));

        ran.ShouldBe(["9001_last"]);
        Applied().ShouldBe(applied);
        Read("select sql from sqlite_master where sql is not null order by name").ShouldBe(schema);
    }

    [Fact]
    public void One_that_was_added_between_others_runs_alone()
    {
        Migrate(Step("9001_first"), Step("9003_third"));

        Migrate(Step("9001_first"), Step("9002_second"), Step("9003_third"));

        ran.ShouldBe(["9001_first", "9003_third", "9002_second"]);
    }

    [Fact]
    public void One_that_fails_is_undone_stops_the_start_and_runs_again_at_the_next()
    {
        var works = false;
        var steps = new[]
        {
            Step("9001_first"),
            new CodeMigration(
                "9002_second",
                (connection, transaction) =>
                {
                    connection.Execute("create table half (id integer)", transaction: transaction);
                    if (!works)
                        throw new InvalidOperationException("the process was killed");
                }
            ),
            Step("9003_third"),
        };

        Should.Throw<InvalidOperationException>(() => Migrate(steps));

        ran.ShouldBe(["9001_first"]);
        Applied()[^1].ShouldBe("9001_first");
        Read("select name from sqlite_master where name = 'half'").ShouldBeEmpty();

        works = true;
        Migrate(steps);
        ran.ShouldBe(["9001_first", "9003_third"]);
        Applied().TakeLast(3).ShouldBe(["9001_first", "9002_second", "9003_third"]);
        Read("select name from sqlite_master where name = 'half'").ShouldHaveSingleItem();
    }

    [Fact]
    public void Files_of_another_database_are_left_out_and_each_number_directly_precedes_its_variant()
    {
        var (sqlite, postgres) = (MigrationRunner.Names("sqlite").ToList(), MigrationRunner.Names("postgres").ToList());

        sqlite.ShouldContain("0140_past_events.sqlite");
        sqlite.ShouldNotContain("0140_past_events.postgres");
        postgres.ShouldContain("0140_past_events.postgres");
        postgres.ShouldNotContain("0140_past_events.sqlite");
        sqlite[sqlite.IndexOf("0001_foundation") + 1].ShouldBe("0001_foundation.sqlite");
    }

    private CodeMigration Step(string name) => new(name, (_, _) => ran.Add(name));

    private void Migrate(params CodeMigration[] code) => new SqliteDatabase(File).Migrate(code);

    private List<string> Applied() => Read("select name from migrations order by rowid");

    private List<string> Read(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        return connection.Query<string>(sql).AsList();
    }
}
