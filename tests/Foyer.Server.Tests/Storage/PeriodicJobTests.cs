using Foyer.Server.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Tests.Storage;

/// <summary>Runs of a periodic job: when the first one is, and that a failed one is counted and followed by the next.</summary>
public sealed class PeriodicJobTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_run_that_fails_is_counted_and_the_next_one_follows()
    {
        await using var database = await TestDatabase.OpenAsync();
        using var job = new CountingJob(
            database,
            TimeSpan.FromMilliseconds(20),
            run => run is 1 or 2 ? throw new InvalidOperationException("poisoned") : Task.CompletedTask
        );

        await job.StartAsync(CancellationToken.None);
        await job.ReachedAsync(4);
        await job.StopAsync(CancellationToken.None);

        var failures = database.Read(db => FailedItem.Summaries(db, database.Clock.Now())).ShouldHaveSingleItem();
        (failures.Queue, failures.Failures).ShouldBe(("rounds", 2));
        failures.Error.ShouldContain("poisoned");
    }

    [Fact]
    public async Task The_first_run_is_one_pause_after_the_start_or_at_once()
    {
        await using var database = await TestDatabase.OpenAsync();
        using var later = new CountingJob(database, TimeSpan.FromHours(1), _ => Task.CompletedTask);
        using var atOnce = new CountingJob(database, TimeSpan.FromHours(1), _ => Task.CompletedTask, atOnce: true);

        await later.StartAsync(CancellationToken.None);
        await atOnce.StartAsync(CancellationToken.None);
        await atOnce.ReachedAsync(1);
        await atOnce.StopAsync(CancellationToken.None);
        await later.StopAsync(CancellationToken.None);

        (later.Runs, atOnce.Runs).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_run_that_the_stop_of_the_server_interrupts_is_no_failure()
    {
        await using var database = await TestDatabase.OpenAsync();
        using var job = new CountingJob(
            database,
            TimeSpan.FromHours(1),
            _ => Task.CompletedTask,
            atOnce: true,
            untilStopped: true
        );
        await job.StartAsync(CancellationToken.None);
        await job.ReachedAsync(1);

        await job.StopAsync(CancellationToken.None);

        job.ExecuteTask!.IsCompleted.ShouldBeTrue();
        database.Read(db => FailedItem.Summaries(db, database.Clock.Now())).ShouldBeEmpty();
    }

    private sealed class CountingJob(
        TestDatabase database,
        TimeSpan pause,
        Func<int, Task> run,
        bool atOnce = false,
        bool untilStopped = false
    ) : PeriodicJob(pause, database.Items, TimeProvider.System, NullLogger.Instance, atOnce)
    {
        private int runs;

        public int Runs => Volatile.Read(ref runs);

        public async Task ReachedAsync(int count)
        {
            using var late = new CancellationTokenSource(Patience);
            while (Runs < count)
                await Task.Delay(10, late.Token);
        }

        protected override async Task RunAsync(CancellationToken cancel)
        {
            var number = Interlocked.Increment(ref runs);
            if (untilStopped)
                await Task.Delay(Patience, cancel);
            await run(number);
        }
    }
}
