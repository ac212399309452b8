using System.Numerics;

namespace Foyer.Bench.Load;

/// <summary>A histogram of durations, in steps of about three percent.</summary>
internal sealed class Latencies
{
    private const int Steps = 32;

    private readonly long[] counts = new long[64 * Steps];
    private long total;

    public long Longest { get; private set; }

    public void Add(long nanoseconds)
    {
        var value = Math.Max(0, nanoseconds);
        counts[Bucket(value)]++;
        total++;
        Longest = Math.Max(Longest, value);
    }

    /// <summary>Nanoseconds that such a share took at most, as near as the steps are.</summary>
    public long At(double share)
    {
        var wanted = (long)(share * total);
        for (var bucket = 0; bucket < counts.Length; bucket++)
            if ((wanted -= counts[bucket]) < 0)
                return Value(bucket);
        return Longest;
    }

    private static int Bucket(long value)
    {
        if (value < 2 * Steps)
            return (int)value;
        var shift = BitOperations.Log2((ulong)value) - 5;
        return (shift * Steps) + (int)(value >> shift);
    }

    private static long Value(int bucket)
    {
        if (bucket < 2 * Steps)
            return bucket;
        var shift = (bucket / Steps) - 1;
        return (long)((bucket % Steps) + Steps) << shift;
    }
}
