using Foyer.Server.Storage;

namespace Foyer.Server.Live;

/// <summary>
/// Runs a job for a room soon after the room was marked, but at most once a second, however often it is marked meanwhile. Long
/// jobs run less often: all rooms together never use more than a tenth of a processor. A failure is counted, and the job runs
/// again when the room is marked again.
/// </summary>
public abstract partial class ThrottledWorker(WorkItems items, TimeProvider time, ILogger log) : BackgroundService
{
    private const int Share = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Rooms that become due within this time are handled together.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    // Time spent is compensated by pauses, in portions that a timer can measure.
    private static readonly TimeSpan Portion = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly HashSet<long> waiting = [];
    private readonly Dictionary<long, long> resting = [];
    private readonly SemaphoreSlim wake = new(0, 1);

    protected TimeProvider Time => time;

    /// <summary>Marks the room as due. Fast; may be called on any thread.</summary>
    protected void Enqueue(long chat)
    {
        lock (gate)
        {
            if (!waiting.Add(chat) || wake.CurrentCount > 0)
                return;
            wake.Release();
        }
    }

    protected abstract Task RunAsync(long chat, CancellationToken cancel);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var worked = TimeSpan.Zero;
        while (true)
        {
            await wake.WaitAsync(UntilNext(), stoppingToken);
            foreach (var chat in TakeDue())
            {
                var began = time.GetTimestamp();
                await TryAsync(chat, stoppingToken);
                Rest(chat);
                worked += time.GetElapsedTime(began);
                if (worked < Portion)
                    continue;
                await Task.Delay(worked * (Share - 1), time, stoppingToken);
                worked = TimeSpan.Zero;
            }
            // Uses real time: it does not depend on the server's TimeProvider.
            await Task.Delay(Beat, stoppingToken);
        }
    }

    private async Task TryAsync(long chat, CancellationToken cancel)
    {
        try
        {
            await RunAsync(chat, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFailed(fault, GetType().Name, chat);
            await items.CountAsync(GetType().Name, $"{chat}", fault);
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

    [LoggerMessage(LogLevel.Error, "{Gatherer} failed for room {Chat}.")]
    private partial void LogFailed(Exception fault, string gatherer, long chat);
}
