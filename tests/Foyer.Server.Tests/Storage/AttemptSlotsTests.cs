using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Storage;

/// <summary>How many attempts run at once, and that one that never ends delays the others only for a while.</summary>
public sealed class AttemptSlotsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Attempts_beyond_the_limit_wait_for_one_to_end()
    {
        using var slots = new AttemptSlots(atOnce: 2, most: 10, patience: Long);
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        await slots.StartAsync(() => first.Task, CancellationToken.None);
        await slots.StartAsync(() => second.Task, CancellationToken.None);

        var third = slots.StartAsync(() => Task.CompletedTask, CancellationToken.None);
        await Task.Delay(50);
        third.IsCompleted.ShouldBeFalse();

        first.SetResult();
        await third.WaitAsync(Long);
        second.SetResult();
        await slots.DrainAsync().WaitAsync(Long);
    }

    [Fact]
    public async Task A_slow_attempt_gives_its_slot_away_up_to_the_larger_limit()
    {
        using var slots = new AttemptSlots(atOnce: 1, most: 2, patience: TimeSpan.FromMilliseconds(20));
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        await slots.StartAsync(() => first.Task, CancellationToken.None);
        await slots.StartAsync(() => second.Task, CancellationToken.None).WaitAsync(Long);

        var third = slots.StartAsync(() => Task.CompletedTask, CancellationToken.None);
        await Task.Delay(100);
        third.IsCompleted.ShouldBeFalse("no more than the larger limit run");

        second.SetResult();
        await third.WaitAsync(Long);
        first.SetResult();
        await slots.DrainAsync().WaitAsync(Long);
    }

    [Fact]
    public async Task A_cancelled_wait_takes_no_slot()
    {
        using var slots = new AttemptSlots(atOnce: 1, most: 2, patience: Long);
        var first = new TaskCompletionSource();
        await slots.StartAsync(() => first.Task, CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        for (var wait = 0; wait < 3; wait++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(10));
            await Should.ThrowAsync<OperationCanceledException>(
                slots.StartAsync(() => Task.CompletedTask, stop.Token).WaitAsync(Long, cancel.Token)
            );
        }

        first.SetResult();
        await slots.StartAsync(() => Task.CompletedTask, CancellationToken.None).WaitAsync(Long);
        await slots.DrainAsync().WaitAsync(Long);
    }

    [Fact]
    public async Task Draining_waits_for_the_last_attempt()
    {
        using var slots = new AttemptSlots(atOnce: 2, most: 3, patience: Long);
        var last = new TaskCompletionSource();
        await slots.StartAsync(() => last.Task, CancellationToken.None);

        var drained = slots.DrainAsync();
        await Task.Delay(50);
        drained.IsCompleted.ShouldBeFalse();

        last.SetResult();
        await drained.WaitAsync(Long);
    }
}
