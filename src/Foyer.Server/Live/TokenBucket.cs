using Foyer.Protocol;

namespace Foyer.Server.Live;

/// <summary>A token bucket: a rate per second in the long run, and a burst at once.</summary>
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

    /// <summary>Consumes one token, or returns a refusal with the time to wait.</summary>
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
