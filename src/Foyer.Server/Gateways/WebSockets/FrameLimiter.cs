namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// Limits what one connection may send. Everything counts: messages, fragments, control frames, and their bytes. Only used on the
/// connection's shard, so it needs no lock; a struct within the connection, so it costs a few bytes.
/// </summary>
/// <param name="perSecond">Frames per second in the long run, and at once; 0 for no limit.</param>
internal struct FrameLimiter(int perSecond)
{
    private const int FloodFrames = 1000;
    private const int FloodMilliseconds = 10_000;

    // A frame costs one token for each started block of this size. The longest message of the default settings costs one.
    private const int BytesPerToken = 16 * 1024;

    private float tokens = perSecond;
    private long filledAt;
    private long refusedSince;
    private int refused;

    /// <summary>True when so many frames were refused in ten seconds that the client is not just eager.</summary>
    public readonly bool IsFlood => refused > FloodFrames;

    /// <summary>Seconds until the next frame is accepted.</summary>
    public readonly int RetryAfter => Math.Max(1, (int)MathF.Ceiling((1 - tokens) / perSecond));

    /// <param name="bytes">Length of the frame, or of the message that it completes.</param>
    public bool TryTake(long now, int bytes)
    {
        if (perSecond == 0)
            return true;
        tokens = Math.Min(perSecond, tokens + (now - filledAt) * perSecond / 1000f);
        filledAt = now;
        if (tokens >= 1)
        {
            tokens -= 1 + bytes / BytesPerToken;
            return true;
        }
        if (now - refusedSince > FloodMilliseconds)
            (refusedSince, refused) = (now, 0);
        refused++;
        return false;
    }
}
