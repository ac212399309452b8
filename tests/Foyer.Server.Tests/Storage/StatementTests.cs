using System.Text;
using Foyer.Protocol;
using Foyer.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>Prepared statements and their rows: types, nulls, text of any length and content, errors, and use again.</summary>
public sealed class StatementTests
{
    public static TheoryData<string> Texts =>
        [
            "",
            "a",
            "it's \"quoted\"",
            "Grüße, 東京, עברית, 👩‍👩‍👧",
            "a\0b",
            // Around the length up to which the text is encoded on the stack.
            new string('x', 169),
            new string('x', 171),
            new string('東', 170),
            new string('東', 171),
            new string('y', 200_000) + "end",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Text_comes_back_as_it_was_bound(string text)
    {
        await using var database = await TestDatabase.OpenAsync();

        await RunAsync(database, write => write.Prepare("insert into notes (text) values (?)").Bind(1, text).Run());

        database
            .Read(db =>
            {
                db.Prepare("select text, length(cast(text as blob)) from notes").Step(out var row).ShouldBeTrue();
                return (row.Text(0), row.TextOrNull(0), Encoding.UTF8.GetString(row.Utf8(0)), row.Number(1));
            })
            .ShouldBe((text, text, text, Encoding.UTF8.GetByteCount(text)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public async Task A_number_comes_back_as_it_was_bound(long number)
    {
        await using var database = await TestDatabase.OpenAsync();

        database
            .Read(db =>
            {
                db.Prepare("select ?, typeof(?1)").Bind(1, number).Step(out var row).ShouldBeTrue();
                return (row.Number(0), row.NumberOrNull(0), row.IsNull(0), row.Text(1));
            })
            .ShouldBe((number, (long?)number, false, "integer"));
    }

    [Fact]
    public async Task Null_is_bound_and_read_as_null()
    {
        await using var database = await TestDatabase.OpenAsync();

        database
            .Read(db =>
            {
                db.Prepare("select ?, ?, ''")
                    .Bind(1, (string?)null)
                    .Bind(2, (long?)null)
                    .Step(out var row)
                    .ShouldBeTrue();
                return (
                    row.IsNull(0),
                    row.TextOrNull(0),
                    row.IsNull(1),
                    row.NumberOrNull(1),
                    row.IsNull(2),
                    row.TextOrNull(2)
                );
            })
            .ShouldBe((true, (string?)null, true, (long?)null, false, ""));
    }

    [Fact]
    public async Task A_statement_is_prepared_once_and_can_be_run_again_after_its_end_a_reset_and_a_fault()
    {
        await using var database = await TestDatabase.OpenAsync();

        await RunAsync(
            database,
            write =>
            {
                var insert = write.Prepare("insert into notes (text) values (?)");
                write.Prepare("insert into notes (text) values (?)").ShouldBeSameAs(insert);
                var first = insert.Bind(1, "a").Insert();
                Should
                    .Throw<SqliteException>(() => insert.Bind(1, "a").Run())
                    .SqliteErrorCode.ShouldBe(SQLitePCL.raw.SQLITE_CONSTRAINT);
                insert.Bind(1, "b").Insert().ShouldBe(first + 1);

                var select = write.Prepare("select text from notes where id >= ? order by id");
                select.Bind(1, first).Step(out var row).ShouldBeTrue();
                row.Text(0).ShouldBe("a");
                select.Reset();
                select.Bind(1, first + 1).Step(out row).ShouldBeTrue();
                row.Text(0).ShouldBe("b");
                select.Step(out _).ShouldBeFalse();
                select.Bind(1, first).Step(out row).ShouldBeTrue();
                row.Text(0).ShouldBe("a");
                select.Reset();
            }
        );

        database.Notes().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Wrong_SQL_and_a_parameter_that_is_not_there_are_reported_by_SQLite()
    {
        await using var database = await TestDatabase.OpenAsync();

        database
            .Read(db =>
            {
                Should
                    .Throw<SqliteException>(() => db.Prepare("select a from nowhere"))
                    .Message.ShouldContain("no such table: nowhere");
                return Should.Throw<SqliteException>(() => db.Prepare("select ?").Bind(2, 1)).SqliteErrorCode;
            })
            .ShouldBe(SQLitePCL.raw.SQLITE_RANGE);
    }

    private static async Task RunAsync(TestDatabase database, Action<Write> step) =>
        (
            await database.Writer.WriteAsync<Done>(write =>
            {
                step(write);
                return new Done();
            })
        ).Refusal.ShouldBeNull();
}
