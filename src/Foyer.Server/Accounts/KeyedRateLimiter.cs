using System.Collections.Concurrent;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>
/// So many tries in a span of time for each key (an account, an address); they come back steadily, so nobody is locked out
/// for good. Zero tries means no limit.
/// </summary>
public sealed class KeyedRateLimiter(int tries, TimeSpan span, TimeProvider time)
{
    private const int Crowded = 10_000;
    private readonly ConcurrentDictionary<string, long> fullAt = new(StringComparer.Ordinal);
    private long tidyDue;
    private readonly long step = tries == 0 ? 0 : span.Ticks / tries;

    /// <summary>Takes one try, or refuses with the seconds to wait.</summary>
    public Refusal? TryTake(string key)
    {
        if (tries == 0)
            return null;
        var now = time.GetUtcNow().UtcTicks;
        Tidy(now);
        while (true)
        {
            // A key is known by the moment at which all its tries are back.
            var known = fullAt.TryGetValue(key, out var before);
            var after = Math.Max(known ? Math.Min(before, now + span.Ticks) : now, now) + step;
            if (after - now > span.Ticks)
                return Refusal.Throttled(
                    (int)Math.Ceiling((after - now - span.Ticks) / (double)TimeSpan.TicksPerSecond)
                );
            if (known ? fullAt.TryUpdate(key, after, before) : fullAt.TryAdd(key, after))
                return null;
        }
    }

    // At most once a second: with many thousands of addresses, looking through them at each try would cost more than the try.
    private void Tidy(long now)
    {
        var due = Volatile.Read(ref tidyDue);
        if (
            now < due
            || fullAt.Count < Crowded
            || Interlocked.CompareExchange(ref tidyDue, now + TimeSpan.TicksPerSecond, due) != due
        )
            return;
        foreach (var (key, full) in fullAt)
            if (full <= now)
                fullAt.TryRemove(new KeyValuePair<string, long>(key, full));
    }
}
