using System.Data.Common;
using Dapper;
using Foyer.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage.Sqlite;

/// <summary>A connection that keeps its commands prepared, and the commands that borrow them.</summary>
public sealed class CachingConnectionTests : IDisposable
{
    // As many commands as a connection keeps.
    private const int Most = 200;

    private readonly CachingConnection connection = new("Data Source=:memory:");

    public CachingConnectionTests() => connection.Open();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void A_returned_command_is_used_again_without_its_parameters()
    {
        var first = connection.Rent("select @a");
        first.Parameters.AddWithValue("@a", 1);
        first.ExecuteScalar().ShouldBe(1L);
        connection.Return(first);

        var again = connection.Rent("select @a");

        again.ShouldBeSameAs(first);
        again.Parameters.Count.ShouldBe(0);
    }

    [Fact]
    public void A_command_in_use_is_given_to_nobody_else()
    {
        var first = connection.Rent("select 1");
        var second = connection.Rent("select 1");
        second.ShouldNotBeSameAs(first);

        connection.Return(first);
        connection.Return(second);

        connection.Rent("select 1").ShouldBeSameAs(first);
        var third = connection.Rent("select 1");
        third.ShouldNotBeSameAs(first);
        third.ShouldNotBeSameAs(second, "one of each is kept");
    }

    [Fact]
    public void A_query_may_run_inside_itself()
    {
        connection.Execute("create table t (id integer primary key); insert into t values (1), (2), (3)");
        var pairs = new List<(long, long)>();

        foreach (var outer in connection.Query<long>("select id from t order by id", buffered: false))
        foreach (var inner in connection.Query<long>("select id from t order by id", buffered: false))
            pairs.Add((outer, inner));

        pairs.Count.ShouldBe(9);
        pairs[^1].ShouldBe((3, 3));
    }

    [Fact]
    public void Thousands_of_different_commands_work_and_do_not_pile_up()
    {
        var kept = connection.Rent("select 0");
        connection.Return(kept);

        for (var number = 1; number <= 10 * Most; number++)
            connection.ExecuteScalar<long>($"select {number}").ShouldBe(number);

        connection.Rent("select 0").ShouldNotBeSameAs(kept, "it was disposed with the others");
    }

    [Fact]
    public void A_command_whose_text_changes_runs_the_new_text()
    {
        using var command = ((DbConnection)connection).CreateCommand();
        command.ShouldBeOfType<CachedCommand>();
        command.CommandText = "select 1";
        command.ExecuteScalar().ShouldBe(1L);
        command.CommandText = "select 2";
        command.ExecuteScalar().ShouldBe(2L);
        command.CommandText = "select 1";
        command.ExecuteScalar().ShouldBe(1L);
    }

    [Fact]
    public void A_command_takes_part_in_the_transaction_and_can_run_after_a_fault()
    {
        connection.Execute("create table t (id integer primary key)");
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("insert into t values (@id)", new { id = 1 }, transaction);
            Should.Throw<SqliteException>(() =>
                connection.Execute("insert into t values (@id)", new { id = 1 }, transaction)
            );
            connection.Execute("insert into t values (@id)", new { id = 2 }, transaction);
            transaction.Rollback();
        }

        connection.Execute("insert into t values (@id)", new { id = 3 });

        connection.Query<long>("select id from t").ShouldBe([3]);
    }

    [Fact]
    public void A_change_of_the_schema_reaches_what_is_prepared()
    {
        connection.Execute("create table t (a integer); insert into t values (1)");
        connection.Query("select * from t").Single();

        connection.Execute("alter table t add column b integer default 2");

        ((IDictionary<string, object>)connection.Query("select * from t").Single()).Values.ShouldBe([1L, 2L]);
        connection.Prepare("select b from t").Step(out var row).ShouldBeTrue();
        row.Number(0).ShouldBe(2);
    }
}
