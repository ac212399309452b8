using System.Collections.Concurrent;
using Foyer.Protocol;

namespace Foyer.Server.Accounts;

/// <summary>
/// Allows a number of attempts per time span for each key (an account, an address). Attempts are replenished steadily, so no key
/// is locked out permanently. Zero attempts means no limit.
/// </summary>
public sealed class KeyedRateLimiter(int tries, TimeSpan span, TimeProvider time)
{
    private const int Crowded = 10_000;
    private readonly ConcurrentDictionary<string, long> fullAt = new(StringComparer.Ordinal);
    private long tidyDue;
    private readonly long step = tries == 0 ? 0 : span.Ticks / tries;

    /// <summary>Consumes one attempt, or returns a refusal with the seconds to wait.</summary>
    public Refusal? TryTake(string key)
    {
        if (tries == 0)
            return null;
        var now = time.GetUtcNow().UtcTicks;
        Tidy(now);
        while (true)
        {
            // A key is stored with the instant at which all its attempts are available again.
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

    // At most once a second: with many thousands of addresses, a scan at each attempt would cost more than the attempt.
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
