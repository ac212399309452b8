namespace Foyer.Server.Live;

/// <summary>
/// Does something for a room soon after it was noted, but at most once a second, whatever is noted meanwhile. What takes
/// long is done more rarely: all rooms together never take more than a tenth of a processor.
/// </summary>
public sealed class Gatherer(TimeProvider time, Func<long, Task> tell)
{
    private const int Share = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // What was worked is paid back in portions that a timer can measure.
    private static readonly TimeSpan Portion = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly HashSet<long> waiting = [];
    private readonly Dictionary<long, long> resting = [];
    private readonly SemaphoreSlim wake = new(0, 1);

    /// <summary>Quick, from any thread.</summary>
    public void Note(long chat)
    {
        lock (gate)
        {
            if (!waiting.Add(chat) || wake.CurrentCount > 0)
                return;
            wake.Release();
        }
    }

    public async Task RunAsync(CancellationToken cancel)
    {
        var worked = TimeSpan.Zero;
        while (true)
        {
            await wake.WaitAsync(UntilNext(), cancel);
            foreach (var chat in TakeDue())
            {
                var began = time.GetTimestamp();
                await tell(chat);
                Rest(chat);
                worked += time.GetElapsedTime(began);
                if (worked < Portion)
                    continue;
                await Task.Delay(worked * (Share - 1), time, cancel);
                worked = TimeSpan.Zero;
            }
        }
    }

    private void Rest(long chat)
    {
        lock (gate)
            resting[chat] = time.GetTimestamp() + (long)(Pause.TotalSeconds * time.TimestampFrequency);
    }

    private List<long> TakeDue()
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            foreach (var (chat, until) in resting)
                if (until <= now)
                    resting.Remove(chat);
            var due = waiting.Where(chat => !resting.ContainsKey(chat)).ToList();
            waiting.ExceptWith(due);
            return due;
        }
    }

    private TimeSpan UntilNext()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
                return Timeout.InfiniteTimeSpan;
            var first = waiting.Min(chat => resting.GetValueOrDefault(chat));
            var wait = time.GetElapsedTime(time.GetTimestamp(), first);
            return wait < TimeSpan.Zero ? TimeSpan.Zero : wait + TimeSpan.FromMilliseconds(1);
        }
    }
}
