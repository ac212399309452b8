using Foyer.Protocol;
using Foyer.Server.Storage;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Tests.Storage;

/// <summary>One transaction for all waiting writes: its order, what a refusal undoes, and when a result is returned.</summary>
public sealed class WriterTests
{
    private const int QueueSize = 16_384;

    [Fact]
    public async Task Waiting_writes_share_one_transaction_in_the_order_in_which_they_came()
    {
        await using var database = await TestDatabase.OpenAsync();
        var instants = new List<long>();
        var writes = new List<Task<Outcome<int>>>();

        await database.InOneBatchAsync(() =>
        {
            for (var number = 0; number < 20; number++)
            {
                var text = $"{number}";
                writes.Add(
                    database.Writer.WriteAsync<int>(write =>
                    {
                        instants.Add(write.Now);
                        database.Notes().ShouldBeEmpty("nothing of the transaction is visible before its commit");
                        return write.Execute("insert into notes (text) values (@text)", new { text });
                    })
                );
            }
        });

        (await Task.WhenAll(writes)).ShouldAllBe(outcome => outcome.Refusal == null);
        database.Notes().ShouldBe(Enumerable.Range(0, 20).Select(number => $"{number}"));
        instants.Count.ShouldBe(20);
        instants.Distinct().Count().ShouldBe(1, "writes of one transaction have one instant");
    }

    [Fact]
    public async Task What_was_registered_runs_in_order_after_the_commit_and_before_any_result_is_returned()
    {
        await using var database = await TestDatabase.OpenAsync();
        var seen = new List<string>();
        var writes = new List<Task<Outcome<long>>>();

        await database.InOneBatchAsync(() =>
        {
            foreach (var text in new[] { "first", "second" })
                writes.Add(
                    database.Writer.WriteAsync<long>(write =>
                    {
                        write.After(() =>
                        {
                            writes.ShouldAllBe(result => !result.IsCompleted);
                            seen.Add($"{text}: {string.Join(' ', database.Notes())}");
                        });
                        return write.Execute("insert into notes (text) values (@text)", new { text });
                    })
                );
        });

        (await Task.WhenAll(writes)).Length.ShouldBe(2);
        seen.ShouldBe(["first: first second", "second: first second"]);
    }

    [Fact]
    public async Task A_refused_write_is_undone_alone()
    {
        await using var database = await TestDatabase.OpenAsync();
        var passedOn = new List<string>();
        Task<Outcome<long>> Add(string text, Refusal? refusal) =>
            database.Writer.WriteAsync<long>(write =>
            {
                write.After(() => passedOn.Add(text));
                var added = write.Execute("insert into notes (text) values (@text)", new { text });
                return refusal is null ? added : refusal;
            });

        var writes = await database.InOneBatchAsync<Task<Outcome<long>>[]>(() =>
            [Add("before", null), Add("refused", Refusal.NotFound), Add("after", null)]
        );

        (await Task.WhenAll(writes)).Select(outcome => outcome.Refusal).ShouldBe([null, Refusal.NotFound, null]);
        database.Notes().ShouldBe(["before", "after"]);
        passedOn.ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task A_write_that_throws_is_undone_alone_and_its_caller_gets_the_exception()
    {
        await using var database = await TestDatabase.OpenAsync();

        var writes = await database.InOneBatchAsync<Task<Outcome<long>>[]>(() =>
            [
                database.AddAsync("before"),
                database.Writer.WriteAsync<long>(write =>
                {
                    write.Execute("insert into notes (text) values ('thrown')");
                    throw new InvalidOperationException("a bug");
                }),
                database.AddAsync("before"),
                database.AddAsync("after"),
            ]
        );

        (await writes[0]).Refusal.ShouldBeNull();
        (await Should.ThrowAsync<InvalidOperationException>(writes[1])).Message.ShouldBe("a bug");
        (await Should.ThrowAsync<SqliteException>(writes[2])).Message.ShouldContain("UNIQUE");
        (await writes[3]).Refusal.ShouldBeNull();
        database.Notes().ShouldBe(["before", "after"]);
        database.Writer.Healthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_full_disk_refuses_the_whole_batch_and_the_next_one_is_stored_again()
    {
        await using var database = await TestDatabase.OpenAsync();
        var passedOn = 0;

        var writes = await database.InOneBatchAsync<Task<Outcome<long>>[]>(() =>
            [
                database.Writer.WriteAsync<long>(write =>
                {
                    write.After(() => passedOn++);
                    return write.Execute("insert into notes (text) values ('before')");
                }),
                // SQLite itself reports that the file may not grow.
                database.Writer.WriteAsync<long>(write =>
                {
                    write.One<long>("pragma max_page_count = 1");
                    return write.Execute(
                        "insert into notes (text) values (@text)",
                        new { text = new string('x', 100_000) }
                    );
                }),
                database.AddAsync("after"),
            ]
        );

        (await Task.WhenAll(writes)).ShouldAllBe(outcome => outcome.Refusal == Refusal.Unavailable);
        database.Notes().ShouldBeEmpty();
        passedOn.ShouldBe(0);
        database.Writer.Healthy.ShouldBeFalse();

        (await database.AddAsync("again")).Refusal.ShouldBeNull();
        database.Writer.Healthy.ShouldBeTrue();
        database.Notes().ShouldBe(["again"]);
    }

    [Fact]
    public async Task A_write_that_only_the_commit_refuses_is_refused_alone()
    {
        await using var database = await TestDatabase.OpenAsync();

        var writes = await database.InOneBatchAsync<Task<Outcome<long>>[]>(() =>
            [
                database.AddAsync("before"),
                database.Writer.WriteAsync<long>(write =>
                {
                    write.Execute("pragma defer_foreign_keys = on");
                    return write.Execute("insert into notes (text, of_id) values ('orphan', 999)");
                }),
                database.AddAsync("after"),
            ]
        );

        (await Task.WhenAll(writes)).Select(outcome => outcome.Refusal).ShouldBe([null, Refusal.Unavailable, null]);
        database.Notes().ShouldBe(["before", "after"]);
        database.Writer.Healthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_fault_after_the_commit_keeps_neither_the_write_nor_what_others_registered_from_completing()
    {
        await using var database = await TestDatabase.OpenAsync();
        var passedOn = 0;

        var outcome = await database.Writer.WriteAsync<long>(write =>
        {
            write.After(() => throw new InvalidOperationException("a bug"));
            write.After(() => passedOn++);
            return write.Execute("insert into notes (text) values ('stored')");
        });

        outcome.Refusal.ShouldBeNull();
        passedOn.ShouldBe(1);
        database.Notes().ShouldBe(["stored"]);
    }

    [Fact]
    public async Task Appends_that_follow_each_other_are_stored_in_one_call_between_the_writes_around_them()
    {
        await using var database = await TestDatabase.OpenAsync();
        var calls = new List<string>();
        database.Writer.StoreAppendsWith(
            (write, appends) =>
            {
                calls.Add(string.Join(' ', appends.Cast<Append>().Select(append => append.Text)));
                foreach (var append in appends.Cast<Append>())
                    write.Execute("insert into notes (text) values (@Text)", new { append.Text });
            }
        );
        Append[] appends = [new("a"), new("b"), new("c")];

        await database.InOneBatchAsync(() =>
        {
            database.Writer.Add(appends[0]);
            database.Writer.Add(appends[1]);
            _ = database.AddAsync("write");
            database.Writer.Add(appends[2]);
        });

        (await Task.WhenAll(appends.Select(append => append.Settled))).ShouldBe([null, null, null]);
        calls.ShouldBe(["a b", "c"]);
        database.Notes().ShouldBe(["a", "b", "write", "c"]);
    }

    [Fact]
    public async Task Appends_of_a_batch_that_cannot_be_stored_are_refused()
    {
        await using var database = await TestDatabase.OpenAsync();
        database.Writer.StoreAppendsWith(
            (_, _) => throw new SqliteException("disk I/O error", SQLitePCL.raw.SQLITE_IOERR)
        );
        Append[] appends = [new("a"), new("b")];
        Task<Outcome<long>>? write = null;

        await database.InOneBatchAsync(() =>
        {
            write = database.AddAsync("write");
            foreach (var append in appends)
                database.Writer.Add(append);
        });

        (await Task.WhenAll(appends.Select(append => append.Settled))).ShouldBe([
            Refusal.Unavailable,
            Refusal.Unavailable,
        ]);
        (await write!).Refusal.ShouldBe(Refusal.Unavailable);
        database.Notes().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_queue_refuses_what_comes_and_stores_what_waits()
    {
        await using var database = await TestDatabase.OpenAsync();
        var stored = new Task<Outcome<long>>[QueueSize];
        Task<Outcome<long>>? tooMuch = null;
        var refused = new Append("too much");

        await database.InOneBatchAsync(() =>
        {
            for (var number = 0; number < QueueSize; number++)
                stored[number] = database.AddAsync($"{number}");
            tooMuch = database.AddAsync("too much");
            database.Writer.Add(refused);
            database.Writer.Waiting.ShouldBe(QueueSize);
            database.Writer.IsIdle.ShouldBeFalse();
        });

        (await tooMuch!).Refusal.ShouldBe(Refusal.Unavailable);
        (await refused.Settled).ShouldBe(Refusal.Unavailable);
        (await Task.WhenAll(stored)).Count(outcome => outcome.Refusal is null).ShouldBe(QueueSize);
        database.Read(db => db.One<long>("select count(*) from notes")).ShouldBe(QueueSize);
        database.Writer.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Closing_stores_what_waits_and_refuses_what_comes_later()
    {
        await using var database = await TestDatabase.OpenAsync();
        var last = await database.InOneBatchAsync(() => database.AddAsync("last"));

        await database.Writer.DisposeAsync();

        (await last).Refusal.ShouldBeNull();
        (await database.AddAsync("late")).Refusal.ShouldBe(Refusal.Unavailable);
        database.Notes().ShouldBe(["last"]);
    }

    [Fact]
    public async Task A_cancelled_caller_queues_nothing()
    {
        await using var database = await TestDatabase.OpenAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            database.Writer.WriteAsync<long>(
                write => write.Execute("insert into notes (text) values ('cancelled')"),
                new CancellationToken(canceled: true)
            )
        );

        await database.AddAsync("next");
        database.Notes().ShouldBe(["next"]);
    }

    private sealed class Append(string text) : PostAppend
    {
        // The writer's thread must not run the rest of the test.
        private readonly TaskCompletionSource<Refusal?> settled = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public string Text => text;

        public Task<Refusal?> Settled => settled.Task;

        public override void Settle() => settled.SetResult(Refusal);
    }
}
