namespace Foyer.Server.Live;

/// <summary>
/// Does something for a room soon after it was noted, but at most once a second, whatever is noted meanwhile. What takes
/// long is done more rarely, so that it never takes more than a twentieth of a processor.
/// </summary>
public sealed class Gatherer(TimeProvider time, Func<long, Task> tell)
{
    private const int LongestShare = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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
        while (true)
        {
            await wake.WaitAsync(UntilNext(), cancel);
            foreach (var chat in TakeDue())
            {
                var began = time.GetTimestamp();
                await tell(chat);
                Rest(chat, time.GetElapsedTime(began) * LongestShare);
            }
        }
    }

    private void Rest(long chat, TimeSpan earned)
    {
        var rest = earned > Pause ? earned : Pause;
        lock (gate)
            resting[chat] = time.GetTimestamp() + (long)(rest.TotalSeconds * time.TimestampFrequency);
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
