using Foyer.Protocol;

namespace Foyer.Server.Live;

/// <summary>A bucket of tokens that fills steadily: so many a second in the long run, so many at once.</summary>
public sealed class TokenBucket
{
    private readonly Lock gate = new();
    private readonly double perSecond;
    private readonly double burst;
    private readonly TimeProvider time;
    private double tokens;
    private long filled;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        this.perSecond = perSecond;
        this.burst = tokens = burst;
        this.time = time;
        filled = time.GetTimestamp();
    }

    /// <summary>Takes one, or says how long to wait.</summary>
    public Refusal? TryTake()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(burst, tokens + time.GetElapsedTime(filled, now).TotalSeconds * perSecond);
            filled = now;
            if (tokens < 1)
                return Refusal.Throttled((int)Math.Ceiling((1 - tokens) / perSecond));
            tokens--;
            return null;
        }
    }
}
