namespace Foyer.Server.Gateways.Sockets;

/// <summary>
/// How many frames one connection may still send. Only its shard asks, so it needs no lock; it is part of the connection, so
/// it costs a few bytes.
/// </summary>
/// <param name="perSecond">In the long run, and at once; 0 for no limit.</param>
internal struct FrameAllowance(int perSecond)
{
    private const int FloodFrames = 1000;
    private const int FloodMilliseconds = 10_000;

    private float tokens = perSecond;
    private long filledAt;
    private long refusedSince;
    private int refused;

    /// <summary>True when so many frames were refused in ten seconds that the client is not just eager.</summary>
    public readonly bool IsFlood => refused > FloodFrames;

    public bool Take(long now)
    {
        if (perSecond == 0)
            return true;
        tokens = Math.Min(perSecond, tokens + (now - filledAt) * perSecond / 1000f);
        filledAt = now;
        if (tokens >= 1)
        {
            tokens--;
            return true;
        }
        if (now - refusedSince > FloodMilliseconds)
            (refusedSince, refused) = (now, 0);
        refused++;
        return false;
    }
}
