using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>A step of a write whose fault undoes that step alone.</summary>
public sealed class WriteTests
{
    [Fact]
    public async Task A_step_that_fails_is_undone_with_what_it_registered_and_the_rest_is_stored()
    {
        await using var database = await TestDatabase.OpenAsync();
        var passedOn = new List<string>();
        Exception? fault = null;
        Exception? none = null;

        var outcome = await database.Writer.WriteAsync<int>(write =>
        {
            write.After(() => passedOn.Add("before"));
            write.Execute("insert into notes (text) values ('before')");
            fault = write.Try(() =>
            {
                write.After(() => passedOn.Add("failed"));
                write.Execute("insert into notes (text) values ('failed')");
                write.Execute("insert into notes (text) values ('before')");
            });
            none = write.Try(() =>
            {
                write.After(() => passedOn.Add("after"));
                write.Execute("insert into notes (text) values ('after')");
            });
            return 1;
        });

        outcome.Refusal.ShouldBeNull();
        fault.ShouldBeOfType<SqliteException>().Message.ShouldContain("UNIQUE");
        none.ShouldBeNull();
        database.Notes().ShouldBe(["before", "after"]);
        passedOn.ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task A_fault_of_the_storage_is_not_caught_by_the_step()
    {
        await using var database = await TestDatabase.OpenAsync();
        var wentOn = false;

        var outcome = await database.Writer.WriteAsync<int>(write =>
        {
            write.Execute("insert into notes (text) values ('before')");
            write.Try(() => throw new SqliteException("database or disk is full", SQLitePCL.raw.SQLITE_FULL));
            wentOn = true;
            return 1;
        });

        outcome.Refusal!.Code.ShouldBe("unavailable");
        wentOn.ShouldBeFalse();
        database.Notes().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_instant_of_a_write_is_the_one_of_the_clock_in_microseconds()
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Clock.Move(TimeSpan.FromDays(1000));

        var now = (await database.Writer.WriteAsync<long>(write => write.Now)).Value;

        DateTimeOffset
            .FromUnixTimeMilliseconds(now / 1000)
            .ShouldBe(database.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
    }
}
